import { CardwrightError, type ScoreChoice, type ScoreRequest } from '@cardwright/cds-service';
import { variant } from './signature.ts';

/** The one variant, which is also what a line without a model gets. Error: `unknown-model`. */
export function chooseVariant({ inputs, reference = 'plcom2012', model = variant }: ScoreRequest): ScoreChoice {
  if (reference !== 'plcom2012' || ![variant, 'validation'].includes(model))
    throw new CardwrightError('unknown-model', `The model of plcom2012 is ${variant}.`);
  return { variant, inputs, dropped: [] };
}
