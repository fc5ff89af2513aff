import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';

/**
 * `news2` unless `news2-lower-bound` is named: on the command line a parameter that is absent is an error, and a lower
 * bound is given only to those who ask for it.
 * @throws CardwrightError `unknown-model` for any other name.
 */
export function chooseVariant({ inputs, model }: ScoreRequest): ScoreChoice {
  const variant = model === undefined || model === 'validation' ? 'news2' : model;
  if (variant !== 'news2' && variant !== 'news2-lower-bound')
    throw new CardwrightError('unknown-model', 'The variants are news2 and news2-lower-bound.');
  return { variant, inputs, dropped: [] };
}
