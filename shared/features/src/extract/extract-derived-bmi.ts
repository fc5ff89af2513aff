import type { Feature } from '@cardwright/cds-service';
import { absent } from '../absent.ts';
import type { DerivedBmi } from '../declaration.ts';
import { derivedInputs, preferredFeature } from '../derived-inputs.ts';

/** The charted BMI when there is one, else weight (kg) over height (m) squared, unrounded; dated by the weight. */
export function extractDerivedBmi(declaration: DerivedBmi, lookup: (name: string) => Feature): Feature {
  const charted = preferredFeature(declaration.prefer, lookup);
  if (charted) return charted;
  const inputs = derivedInputs([declaration.weight, declaration.height], lookup);
  if ('status' in inputs) return inputs;
  const [weight, height] = inputs;
  const references = [...new Set(inputs.flatMap((input) => input.references))];
  if (weight?.unit !== 'kg' || height?.unit !== 'cm')
    return absent('no-value', references, 'weight is not in kg or height not in cm');
  if (typeof weight.value !== 'number' || typeof height.value !== 'number' || height.value <= 0)
    return absent('no-value', references, 'weight or height is not a positive number');
  return {
    status: 'present',
    value: weight.value / (height.value / 100) ** 2,
    unit: 'kg/m2',
    ...(weight.effective !== undefined && { effective: weight.effective }),
    references,
    derivation: 'weight / height²',
  };
}
