import {
  counterfactualsInWords,
  imputationsInWords,
  labelInSentence,
  paragraphs,
  rangesInWords,
} from '@cardwright/cards';
import type { ModelManifest, Prediction } from '@cardwright/cds-service';
import type { Declared } from './declared.ts';
import { formatOf, labelOf, titleOf } from './wording.ts';

/**
 * What the model assumed for absent inputs, how far its numbers could lie for want of them, and what they would be with
 * another value of an actionable input; empty where the manifest declares none of it or it does not concern this patient.
 */
export function assumptions({ cards }: Declared, model: ModelManifest, prediction: Prediction): string {
  const inputs = Object.fromEntries(
    model.inputs.map(({ name, unit }) => [name, { label: labelOf(cards, name), unit, ...formatOf(cards, name) }]),
  );
  const outputs = Object.fromEntries(
    model.outputs.map(({ name }) => [name, `the ${labelInSentence(titleOf(cards, model, name))}`]),
  );
  const wording = { model, inputs, outputs };
  return paragraphs(
    titled('**Assumed, not recorded**', imputationsInWords(prediction, model, inputs)),
    titled('**How far the estimate could lie**', rangesInWords(prediction, wording)),
    titled('**With another value**', counterfactualsInWords(prediction, wording)),
  );
}

const titled = (title: string, content: string): string => (content === '' ? '' : paragraphs(title, content));
