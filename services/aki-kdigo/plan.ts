import type {
  EvaluationInput,
  FeatureVector,
  MissingFeature,
  ModelInputs,
  ModelManifest,
  Plan,
} from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { inputsFromVector, judgeInputs } from '@cardwright/features';
import { outsideThePopulation, populationFeatures } from './population.ts';
import { urineRates } from './urine-rates.ts';
import { labelOf } from './wording.ts';

const baselines = ['lowest_creatinine_7d', 'median_creatinine_365d'] as const;

/** Population first; then at least one criterion must be on record; then the stage from what is. */
export function plan({ vector }: EvaluationInput, models: Readonly<Record<string, ModelManifest>>): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const unknown = populationFeatures.filter((name) => vector.features[name]?.status !== 'present');
  if (unknown.length > 0) return insufficient(vector, unknown);

  const model = models['kdigo-aki-recorded'];
  if (model === undefined) throw new CardwrightError('unknown-model', 'The model kdigo-aki-recorded is not built.');
  const { inputs } = judgeInputs(model, { ...inputsFromVector(model, vector), ...urineRates(vector) });
  if (hasCriterion(inputs)) return { kind: 'predict', requests: [{ variant: model.variant, inputs }] };
  return insufficient(vector, has(inputs, 'creatinine') ? baselines : ['creatinine']);
}

/** A creatinine alone says nothing, however high: nobody knows what it was before. */
const hasCriterion = (inputs: ModelInputs): boolean =>
  (has(inputs, 'creatinine') && baselines.some((name) => has(inputs, name))) ||
  Object.keys(inputs).some((name) => name.startsWith('urine_') && has(inputs, name)) ||
  inputs['rrt'] === true;

const has = (inputs: ModelInputs, name: string): boolean => (inputs[name] ?? null) !== null;

/** Behind a question that is asked of two terminologies stands the one that has no answer; its reason tells the reader more. */
const halves: Readonly<Record<string, readonly string[]>> = {
  chronic_dialysis: ['chronic_dialysis_snomed_ct', 'chronic_dialysis_icd_10'],
};

function insufficient(vector: FeatureVector, names: readonly string[]): Plan {
  const missing = names.map((feature): MissingFeature => {
    const found = [...(halves[feature] ?? []), feature]
      .map((name) => vector.features[name])
      .find((one) => one?.status === 'absent');
    return { feature, reason: found?.status === 'absent' ? found.reason : 'no-value', required: true };
  });
  const reasons = missing.map(({ feature, reason }) => `${labelOf(feature)}: ${absenceInWords(reason)}.`);
  return { kind: 'insufficient-data', missing, reasons };
}
