import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { references } from './coefficients.ts';
import { referenceOf, variants } from './signature.ts';

/**
 * The variant of one `score` line: the printed score of the reference that the line asks by (`wells-pe` when it names none),
 * or the one that `model` names within it. A range is given only to those who name it. Error: `unknown-model`.
 */
export function chooseVariant({ inputs, reference = 'wells-pe', model }: ScoreRequest): ScoreChoice {
  const own = variants.filter(
    (variant) => references.some((one) => one === reference) && referenceOf(variant) === reference,
  );
  const variant = own.find((one) => one === (model ?? reference));
  if (variant === undefined)
    throw new CardwrightError('unknown-model', `The models of ${reference} are ${own.join(', ')}.`);
  return { variant, inputs, dropped: [] };
}
