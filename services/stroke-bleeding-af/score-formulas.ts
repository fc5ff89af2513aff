import type { ModelInputs } from '@cardwright/cds-service';
import { annualRatesPercent, bleedingItems, rateNames } from './coefficients.ts';
import type { Variant } from './signature.ts';

/** The scores in plain TypeScript, apart from the graphs: a second opinion for golden vectors and tests. */
export function scoreFormula(variant: Variant, inputs: ModelInputs): Readonly<Record<string, number>> {
  const yes = (name: string) => (inputs[name] === true ? 1 : 0);
  const age = Number(inputs['age']);
  if (variant === 'annual-rate-table') return rates(Number(inputs['score']));
  if (variant === 'has-bled' || variant === 'has-bled-lower-bound')
    return { score: bleedingItems.reduce((sum, name) => sum + yes(name), age > 65 ? 1 : 0) };
  const years = age >= 75 ? 2 : age >= 65 ? 1 : 0;
  const conditions = yes('chf') + yes('hypertension') + yes('diabetes') + yes('vascular_disease');
  const withoutSex = years + conditions + 2 * yes('stroke_tia_te');
  if (variant === 'cha2ds2-va') return { cha2ds2_va: withoutSex };
  const score = withoutSex + (inputs['sex'] === 'female' ? 1 : 0);
  return { score, ...rates(score) };
}

const rates = (score: number) =>
  Object.fromEntries(rateNames.map((name) => [name, (annualRatesPercent[name][score] ?? NaN) / 100]));
