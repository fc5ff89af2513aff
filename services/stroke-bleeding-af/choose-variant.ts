import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { inputsFor } from './inputs-for.ts';
import { bleedingVariants, strokeVariants, type Variant } from './signature.ts';

const byReference: Readonly<Record<string, readonly Variant[]>> = {
  'cha2ds2-vasc': strokeVariants,
  'has-bled': bleedingVariants,
};

/**
 * The variant of one `score` line: the one that `model` names, within the reference that the line asks by (`cha2ds2-vasc` when
 * it names none). Without a model the score of that reference; a line that holds a score and no age asks for the rate
 * tables. A lower bound is given only to those who name it. Error: `unknown-model`.
 */
export function chooseVariant({ inputs, reference = 'cha2ds2-vasc', model }: ScoreRequest): ScoreChoice {
  const variants = byReference[reference] ?? [];
  const isScoreOnly = reference === 'cha2ds2-vasc' && inputs['score'] != null && inputs['age'] == null;
  const named = model === undefined || model === 'validation' ? (isScoreOnly ? 'annual-rate-table' : reference) : model;
  const variant = variants.find((one) => one === named);
  if (variant === undefined)
    throw new CardwrightError('unknown-model', `The models of ${reference} are ${variants.join(', ')}.`);
  return { variant, inputs: inputsFor(variant, inputs), dropped: [] };
}
