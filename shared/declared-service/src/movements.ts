import type { ModelManifest, Prediction } from '@cardwright/cds-service';
import { contributionsInWords, markdown, paragraphs } from '@cardwright/cards';
import type { Declared } from './declared.ts';
import { mainOutput } from './main-output.ts';
import { whole } from './whole.ts';
import { formatOf, labelOf, titleOf } from './wording.ts';

/** What set the main output apart from the reference patient; nothing where the model declares none. */
export function movements({ cards }: Declared, model: ModelManifest, prediction: Prediction): string | undefined {
  const main = mainOutput(cards, model);
  const explanation = prediction.explanations.find(({ output }) => output === main?.name);
  if (main === undefined || explanation === undefined) return undefined;
  const inputs = Object.fromEntries(
    model.inputs.map(({ name, unit }) => [name, { label: labelOf(cards, name), unit, ...formatOf(cards, name) }]),
  );
  const reference = model.referencePatient?.description ?? 'not described';
  return paragraphs(
    markdown`**What sets it apart: ${whole(titleOf(cards, model, main.name))}**`,
    contributionsInWords(explanation, { inputs, maxLines: 6, outputUnit: main.unit }),
    markdown`Reference patient: ${whole(reference)}.`,
  );
}
