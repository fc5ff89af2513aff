import { CardwrightError } from '@cardwright/cds-service';
import type { ModelPort, Prediction, PredictionRequest } from '@cardwright/cds-service';
import type { LoadedModel } from './session-model.ts';

/**
 * The models of one service behind the pipeline's port. Requests for the same variant share runs; predictions come
 * back in the order of the requests. Errors: `unknown-model` before anything runs, then those of `predict`.
 */
export const modelPort = (models: ReadonlyMap<string, LoadedModel>): ModelPort => {
  const find = (variant: string): LoadedModel => {
    const model = models.get(variant);
    if (model) return model;
    throw new CardwrightError('unknown-model', `There is no model "${variant}".`, { variant });
  };
  return {
    predict: async (requests) => {
      const groups = Map.groupBy(requests, ({ variant }) => variant);
      const work = [...groups].map(([variant, group]) => ({ model: find(variant), group }));
      const answers = new Map<PredictionRequest, Prediction>();
      const run = async (model: LoadedModel, group: readonly PredictionRequest[]): Promise<void> => {
        const predictions = await model.predict(group);
        predictions.forEach((prediction, i) => {
          const request = group[i];
          if (request) answers.set(request, prediction);
        });
      };
      await Promise.all(work.map(({ model, group }) => run(model, group)));
      return requests.flatMap((request) => answers.get(request) ?? []);
    },
    unavailable: () => [...models].flatMap(([variant, model]) => (model.isReady() ? [] : [variant])),
  };
};
