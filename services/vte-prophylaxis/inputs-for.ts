import type { ModelInputs } from '@cardwright/cds-service';
import { womenPoints } from './coefficients.ts';
import type { Variant } from './signature.ts';

/**
 * The inputs of a line as a variant takes them: the lower bound of Caprini has no sex, so that the items of women are left out
 * for anybody who is not known to be a woman.
 */
export function inputsFor(variant: Variant, inputs: ModelInputs): ModelInputs {
  if (variant !== 'caprini-2005-lower-bound') return inputs;
  const isWoman = inputs['sex'] === 'female';
  return Object.fromEntries(
    Object.entries(inputs).filter(([name]) => name !== 'sex' && (isWoman || !(name in womenPoints))),
  );
}
