import type { ModelManifest, SignatureOutput } from '@cardwright/cds-service';
import type { CardsFile } from './cards-file.ts';

/** The output that the card is about: the one `cards.json` names, else the model's first. */
export function mainOutput({ output }: CardsFile, model: ModelManifest): SignatureOutput | undefined {
  return output === undefined ? model.outputs[0] : model.outputs.find(({ name }) => name === output);
}
