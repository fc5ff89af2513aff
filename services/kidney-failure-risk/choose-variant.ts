import { CardwrightError, type ModelInputs, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { isKfre, kfreVariants, kidneyFunctionVariants, type Variant } from './signature.ts';
import { withUacr } from './with-uacr.ts';

const byReference: Readonly<Record<string, readonly Variant[]>> = {
  kfre: kfreVariants,
  'ckd-epi-2021-cockcroft-gault': kidneyFunctionVariants,
};

/**
 * The variant of one `score` line: the one that `model` names, within the reference that the line asks by (the first,
 * `kfre`, when it names none). Without a model: `kfre` takes the 8-variable equation when its four results are there, else
 * the 4-variable one; the other reference takes what the inputs allow, CKD-EPI before Cockcroft-Gault before a category.
 * Error: `unknown-model`.
 */
export function chooseVariant({ inputs: given, reference = 'kfre', model }: ScoreRequest): ScoreChoice {
  const inputs = withUacr(given);
  const variants = byReference[reference] ?? [];
  const named = model === undefined || model === 'validation' ? byInputs(inputs, reference) : model;
  const variant = variants.find((one) => one === named);
  if (variant === undefined)
    throw new CardwrightError('unknown-model', `The models of ${reference} are ${variants.join(', ')}.`);
  // The region of the equation is a category of ours: a line that leaves it out is refused, never given one.
  return { variant, inputs: isKfre(variant) ? inputs : given, dropped: [] };
}

function byInputs(inputs: ModelInputs, reference: string): Variant {
  const has = (...names: readonly string[]) => names.every((name) => inputs[name] != null);
  if (reference === 'kfre') return has('albumin', 'phosphate', 'bicarbonate', 'calcium') ? 'kfre-8var' : 'kfre-4var';
  if (has('creatinine', 'cystatin_c')) return 'ckd-epi-2021-cr-cys';
  if (has('cystatin_c')) return 'ckd-epi-2012-cys';
  if (has('creatinine', 'weight')) return 'cockcroft-gault';
  if (has('uacr') && !has('creatinine') && !has('egfr')) return 'kdigo-albuminuria-category';
  return has('egfr') && !has('creatinine') ? 'kdigo-gfr-category' : 'ckd-epi-2021-cr';
}
