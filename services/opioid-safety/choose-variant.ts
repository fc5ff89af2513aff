import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { tables } from './tables.ts';

/** The table that `model`, or else the input `factorSet`, names; without either that of 2022. Error: `unknown-model`. */
export function chooseVariant({ inputs, model }: ScoreRequest): ScoreChoice {
  const variant = model ?? inputs['factorSet'] ?? 'cdc-2022';
  if (typeof variant !== 'string' || !Object.hasOwn(tables, variant))
    throw new CardwrightError('unknown-model', `The tables are ${Object.keys(tables).join(', ')}.`);
  return { variant, inputs, dropped: [] };
}
