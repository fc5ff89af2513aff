import type { ModelInputs } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import type { IwpcCoefficients } from './coefficients.ts';
import { requireInput } from './require-input.ts';

/**
 * The IWPC sum, the square root of the weekly dose in mg, computed without the graph. It makes golden vectors at build
 * time, and it tells the plan whether the formula has a dose at all: a negative root has none. Numbers that a reader
 * sees come from the model. Throws `bad-input` when an input is absent or is no category of the formula.
 */
export function iwpcRoot(c: IwpcCoefficients, inputs: ModelInputs): number {
  return (
    c.intercept +
    c.ageDecades * Math.floor(requireInput(inputs, 'age', 'number') / 10) +
    c.height * requireInput(inputs, 'height', 'number') +
    c.weight * requireInput(inputs, 'weight', 'number') +
    (c.vkorc1 ? term(c.vkorc1, inputs, 'vkorc1') : 0) +
    (c.cyp2c9 ? term(c.cyp2c9, inputs, 'cyp2c9') : 0) +
    term(c.race, inputs, 'race') +
    (requireInput(inputs, 'inducer', 'boolean') ? c.inducer : 0) +
    (requireInput(inputs, 'amiodarone', 'boolean') ? c.amiodarone : 0)
  );
}

function term(table: Readonly<Record<string, number>>, inputs: ModelInputs, name: string): number {
  const found = table[requireInput(inputs, name, 'string')];
  if (found === undefined) {
    throw new CardwrightError('bad-input', `The formula has no such category of ${name}.`, { inputs: [name] });
  }
  return found;
}
