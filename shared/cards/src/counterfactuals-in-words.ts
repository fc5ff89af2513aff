import type { Counterfactual, ModelManifest, Prediction } from '@cardwright/cds-service';
import { bullets } from './bullets.ts';
import type { ContributionWording } from './contributions-in-words.ts';
import { labelInSentence } from './label-in-sentence.ts';
import { markdown, paragraphs, raw } from './markdown.ts';
import { outputInWords } from './output-in-words.ts';
import { valueInWords } from './value-in-words.ts';

/** What is needed to speak of a model's inputs and outputs. */
export interface OutputWording {
  readonly model: ModelManifest;
  /** By input name. An input without an entry is named by its own name, with the unit of the signature. */
  readonly inputs: Readonly<Record<string, ContributionWording>>;
  /** What each output is called within a sentence (`the 10-year risk`). Without an entry: its own name. */
  readonly outputs: Readonly<Record<string, string>>;
}

const footnote =
  'This is the same model with one input changed and all others as they are. It does not say that changing the input would change the outcome, and it is no recommendation.';

/**
 * "With systolic pressure 125 mmHg the 10-year risk would be 7.1% (now 9.2%)." as bullets and one line that says what it
 * is not; empty when there is none, or none that shows in the printed digits.
 */
export function counterfactualsInWords(prediction: Prediction, wording: OutputWording): string {
  const lines = (prediction.counterfactuals ?? []).flatMap((one) => lineOf(one, wording));
  return lines.length === 0 ? '' : paragraphs(bullets(lines.map(raw)), footnote);
}

function lineOf(one: Counterfactual, { model, inputs, outputs }: OutputWording): readonly string[] {
  const now = outputInWords(model, one.output, one.value);
  const then = outputInWords(model, one.output, one.wouldBe);
  if (now === then) return [];
  const wording = inputs[one.input];
  const label = labelInSentence(wording?.label ?? one.input);
  const value = valueInWords(one.to, wording?.unit ?? one.inputUnit, wording);
  const changed = typeof one.to === 'number' ? `${label} ${value}` : `${label}: ${value},`;
  return [markdown`With ${changed} ${outputs[one.output] ?? one.output} would be ${then} (now ${now}).`];
}
