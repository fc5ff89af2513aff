import type { ModelManifest, Prediction } from '@cardwright/cds-service';
import {
  contributionsInWords,
  counterfactualsInWords,
  escapeMarkdown,
  imputationsInWords,
  markdown,
  paragraphs,
  rangesInWords,
  raw,
  type ContributionWording,
} from '@cardwright/cards';
import type { Declared } from './declared.ts';
import { mainOutput } from './main-output.ts';
import { formatOf, labelOf, titleOf } from './wording.ts';

/**
 * What set the main output apart from the reference patient, what the model assumed, how far the answer could lie, and
 * what it would be with one input changed: as far as the model declares each.
 */
export function movements({ cards }: Declared, model: ModelManifest, prediction: Prediction): string | undefined {
  const main = mainOutput(cards, model);
  if (main === undefined) return undefined;
  const inputs: Readonly<Record<string, ContributionWording>> = Object.fromEntries(
    model.inputs.map(({ name, unit }) => [name, { label: labelOf(cards, name), unit, ...formatOf(cards, name) }]),
  );
  const outputs = Object.fromEntries(model.outputs.map(({ name }) => [name, titleOf(cards, model, name)]));
  const wording = { model, inputs, outputs };
  const explanation = prediction.explanations.find(({ output }) => output === main.name);
  const reference = model.referencePatient?.description ?? '';
  return paragraphs(
    explanation && markdown`**What sets it apart: ${titleOf(cards, model, main.name)}**`,
    explanation && contributionsInWords(explanation, { inputs, maxLines: 6, outputUnit: main.unit }),
    explanation && `Reference patient: ${escapeMarkdown(reference, reference.length)}`,
    titled('Assumed by the model', imputationsInWords(prediction, model, inputs)),
    titled('What is not known', rangesInWords(prediction, wording)),
    titled('With another value', counterfactualsInWords(prediction, wording)),
  );
}

const titled = (title: string, text: string): string | undefined =>
  text === '' ? undefined : paragraphs(markdown`**${raw(title)}**`, text);
