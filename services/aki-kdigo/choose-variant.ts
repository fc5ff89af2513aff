import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { variants } from './signature.ts';

/** The variant of one `score` line: the one that `model` names, else the one of the reference, with all criteria. Error: `unknown-model`. */
export function chooseVariant({ inputs, model }: ScoreRequest): ScoreChoice {
  const named = model === undefined || model === 'validation' ? 'kdigo-aki' : model;
  const variant = variants.find((one) => one === named);
  if (variant === undefined)
    throw new CardwrightError('unknown-model', `The models of kdigo-aki are ${variants.join(', ')}.`);
  return { variant, inputs, dropped: [] };
}
