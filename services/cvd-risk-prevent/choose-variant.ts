import type { ModelManifest, ScoreChoice, ScoreRequest } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { chooseModel } from './choose-model.ts';
import { horizons, models, variantOf, type Horizon, type Model } from './variants.ts';

/**
 * The variant of one `score` line. Without a model (or with the reference file's `validation`) it is the one that the
 * card would show: over 10 years by the predictors at hand, over 30 years the base model, because the 30-year add-on
 * models rest on one source. A named model is taken as named. Default horizon 10 years. Errors: `unknown-model`.
 */
export function chooseVariant(
  { inputs, model, horizon = '10yr' }: ScoreRequest,
  manifests: Readonly<Record<string, ModelManifest>>,
): ScoreChoice {
  if (!isHorizon(horizon)) throw new CardwrightError('unknown-model', 'The horizon is 10yr or 30yr.');
  if (model === undefined || model === 'validation') return choiceOfTheCard(inputs, horizon);
  if (!isModel(model) || manifests[variantOf(model, horizon)] === undefined) {
    throw new CardwrightError('unknown-model', `The models are ${models.join(', ')}, over ${horizons.join(' and ')}.`);
  }
  return { variant: variantOf(model, horizon), inputs, dropped: [] };
}

function choiceOfTheCard(inputs: ScoreRequest['inputs'], horizon: Horizon): ScoreChoice {
  const { model, dropped } = chooseModel(inputs);
  return { variant: variantOf(horizon === '30yr' ? 'base' : model, horizon), inputs, dropped };
}

const isHorizon = (text: string): text is Horizon => horizons.some((horizon) => horizon === text);
const isModel = (text: string): text is Model => models.some((model) => model === text);
