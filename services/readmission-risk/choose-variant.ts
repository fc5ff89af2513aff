import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { hospitalVariants, laceVariants, type Variant } from './signature.ts';

const byReference: Readonly<Record<string, readonly Variant[]>> = {
  'hospital-score': hospitalVariants,
  lace: laceVariants,
};

/**
 * The variant of one `score` line: the one that `model` names, else the plain score of the reference (`hospital-score` when
 * the line names none). Error: `unknown-model`.
 */
export function chooseVariant({ inputs, reference = 'hospital-score', model }: ScoreRequest): ScoreChoice {
  const variants = byReference[reference] ?? [];
  const named = model ?? (reference === 'lace' ? 'lace' : 'hospital');
  const variant = variants.find((one) => one === named);
  if (variant === undefined)
    throw new CardwrightError('unknown-model', `The models of ${reference} are ${variants.join(', ')}.`);
  return { variant, inputs, dropped: [] };
}
