import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { referenceOf, variants } from './signature.ts';

/**
 * The variant of one `score` line: the one that `model` names, within the reference that the line asks by (the first,
 * `ada-diabetes-risk-test`, when it names none). Without a model the first of the reference: of Framingham Offspring the
 * logistic one, never the one on whose points sources differ. Error: `unknown-model`.
 */
export function chooseVariant({ inputs, reference = 'ada-diabetes-risk-test', model }: ScoreRequest): ScoreChoice {
  const own = variants.filter((variant) => referenceOf[variant] === reference);
  const variant = model === undefined ? own[0] : own.find((name) => name === model);
  if (variant === undefined)
    throw new CardwrightError('unknown-model', `The models of ${reference} are ${own.join(', ')}.`);
  return { variant, inputs, dropped: [] };
}
