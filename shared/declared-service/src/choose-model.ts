import type { FeatureVector, ModelInputs, ModelManifest } from '@cardwright/cds-service';
import { inputsFromVector, judgeInputs, type JudgedInputs } from '@cardwright/features';

/** A model with the patient's inputs held against its signature. */
export interface JudgedModel {
  readonly model: ModelManifest;
  readonly judged: JudgedInputs;
}

type Manifests = Readonly<Record<string, ModelManifest>>;

/** The models that may speak on a card, in the order of `service.json`. */
export function cardModels(variants: readonly string[], models: Manifests): readonly ModelManifest[] {
  return variants.flatMap((variant) => {
    const model = models[variant];
    return model?.use === 'card' && model.evidence === 'cross-checked' ? [model] : [];
  });
}

/** The first model that these inputs suffice for; else the one that lacks least. `undefined` without models. */
export function chooseModel(models: readonly ModelManifest[], inputs: ModelInputs): JudgedModel | undefined {
  const judged = models.map((model): JudgedModel => ({ model, judged: judgeInputs(model, inputs) }));
  const enough = judged.find((one) => one.judged.outputs.length > 0);
  return enough ?? judged.toSorted((a, b) => lacking(a.judged) - lacking(b.judged))[0];
}

/** The inputs of all models, as the chart has them. */
export function inputsFor(models: readonly ModelManifest[], vector: FeatureVector): ModelInputs {
  return Object.assign({}, ...models.map((model) => inputsFromVector(model, vector)));
}

const lacking = ({ missing, outOfRange, invalid }: JudgedInputs): number =>
  missing.length + outOfRange.length + invalid.length;
