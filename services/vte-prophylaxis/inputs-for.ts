import type { ModelInputs } from '@cardwright/cds-service';
import { womenPoints } from './coefficients.ts';
import type { Variant } from './signature.ts';

/**
 * The inputs of a line as a variant takes them. The lower bound of Caprini has no sex: where a line names one, the items of women
 * are left out for anybody else; where it names none, the items are taken as they are given.
 */
export function inputsFor(variant: Variant, inputs: ModelInputs): ModelInputs {
  if (variant !== 'caprini-2005-lower-bound') return inputs;
  const mayBeWoman = !('sex' in inputs) || inputs['sex'] === 'female';
  return Object.fromEntries(
    Object.entries(inputs).filter(([name]) => name !== 'sex' && (mayBeWoman || !(name in womenPoints))),
  );
}
