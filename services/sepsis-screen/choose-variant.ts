import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { scoreOf, scores, variants } from './signature.ts';

/**
 * The variant of one `score` line: the one that `model` names, within the reference that the line asks by (the first,
 * `qsofa`, when it names none); else the score as published, which wants every input. Error: `unknown-model`.
 */
export function chooseVariant({ inputs, reference = 'qsofa', model }: ScoreRequest): ScoreChoice {
  const score = scores.find((one) => one === reference);
  const own = variants.filter((variant) => scoreOf(variant) === score);
  const variant = own.find((one) => one === (model ?? reference));
  if (variant === undefined)
    throw new CardwrightError('unknown-model', `The models of ${reference} are ${own.join(', ')}.`);
  return { variant, inputs, dropped: [] };
}
