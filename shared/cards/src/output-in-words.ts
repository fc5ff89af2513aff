import type { ModelManifest } from '@cardwright/cds-service';
import { percent } from './percent.ts';
import { quantity } from './quantity.ts';

/** A number of one of the model's outputs as plain text: a probability in percent, everything else with its unit. */
export function outputInWords(model: ModelManifest, output: string, value: number): string {
  const declared = model.outputs.find(({ name }) => name === output);
  return declared?.kind === 'probability' ? percent(value) : quantity(value, declared?.unit ?? '1');
}
