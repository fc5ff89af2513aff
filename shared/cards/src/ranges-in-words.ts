import type { PredictionRange, Prediction, SignatureInput } from '@cardwright/cds-service';
import { bullets } from './bullets.ts';
import type { OutputWording } from './counterfactuals-in-words.ts';
import { labelInSentence } from './label-in-sentence.ts';
import { markdown, raw } from './markdown.ts';
import { outputInWords } from './output-in-words.ts';
import { valueInWords } from './value-in-words.ts';

/**
 * How far the numbers could lie from what is shown, had absent inputs been known, one bullet a range; empty when no input
 * that declares it is absent. It stands where a silent default would.
 */
export function rangesInWords(prediction: Prediction, wording: OutputWording): string {
  const lines = (prediction.ranges ?? []).map((range) => raw(lineOf(range, wording)));
  return lines.length === 0 ? '' : bullets(lines);
}

function lineOf(range: PredictionRange, wording: OutputWording): string {
  const { model, outputs } = wording;
  const [low, high] = [range.low, range.high].map((value) => outputInWords(model, range.output, value));
  const output = outputs[range.output] ?? range.output;
  const spread =
    low === high ? `${output} is ${low} whatever` : `${output} lies between ${low} and ${high}, depending on`;
  if (range.inputs.length > 1) {
    const names = range.inputs.map((name) => labelInSentence(labelOf(name, wording))).join(', ');
    return markdown`Together: ${spread} the values of ${names}.`;
  }
  const [name = ''] = range.inputs;
  const plausible = plausibleOf(
    model.inputs.find((input) => input.name === name),
    wording,
  );
  return markdown`${labelOf(name, wording)} is not available: ${spread} its value${plausible}.`;
}

const labelOf = (name: string, { inputs }: OutputWording): string => inputs[name]?.label ?? name;

/** The values that were tried, in brackets. */
function plausibleOf(input: SignatureInput | undefined, { inputs }: OutputWording): string {
  if (input?.whenMissing === undefined) return '';
  const wording = inputs[input.name];
  const words = (value: number | boolean | string) => valueInWords(value, wording?.unit ?? input.unit, wording);
  if ('values' in input.whenMissing) return ` (${input.whenMissing.values.map(words).join(', ')})`;
  const [low, high] = input.whenMissing.range;
  return ` (${words(low)} to ${words(high)})`;
}
