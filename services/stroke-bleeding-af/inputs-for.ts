import type { ModelInputs } from '@cardwright/cds-service';
import type { Variant } from './signature.ts';

/** The inputs of a line as a variant takes them: CHA2DS2-VA is asked with the sex too, and has no such input. */
export function inputsFor(variant: Variant, inputs: ModelInputs): ModelInputs {
  if (variant !== 'cha2ds2-va') return inputs;
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => name !== 'sex'));
}
