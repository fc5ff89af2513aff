import type {
  EvaluationInput,
  FeatureVector,
  MissingFeature,
  ModelManifest,
  Plan,
  PredictionRequest,
} from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { inputsFromVector, judgeInputs } from '@cardwright/features';
import { isChronic, notChronic, outsideThePopulation } from './population.ts';
import { regions, type Region, type Variant } from './signature.ts';
import { labelOf } from './wording.ts';

type Manifests = Readonly<Record<string, ModelManifest>>;

/**
 * Population first (adult, alive, eGFR below 60, chronic, no dialysis, no transplant), then eligibility. The 4-variable
 * equation in both calibrations, the 8-variable one too where its four results are on file, and the KDIGO categories.
 */
export function plan({ vector }: EvaluationInput, models: Manifests): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  if (isChronic(vector) === false) return { kind: 'not-applicable', reasons: [notChronic] };

  const model = manifestOf(models, 'kfre-4var');
  const judged = judgeInputs(model, inputsOf(model, vector, 'na'));
  const unusable = [...judged.missing, ...judged.invalid];
  const missing = missingFeatures(vector, [...(isChronic(vector) === undefined ? ['ckd'] : []), ...unusable]);
  const reasons = [
    ...missing.map(({ feature, reason }) => `${labelOf(feature)}: ${absenceInWords(reason)}.`),
    ...judged.outOfRange.map((name) => `${labelOf(name)} is outside the range of the equation.`),
  ];
  if (reasons.length > 0) return { kind: 'insufficient-data', missing, reasons };
  return {
    kind: 'predict',
    requests: [
      ...equation(models, 'kfre-4var', vector, ['risk_5yr']),
      ...equation(models, 'kfre-8var', vector, []),
      request(manifestOf(models, 'kdigo-gfr-category'), vector),
      request(manifestOf(models, 'kdigo-albuminuria-category'), vector),
    ],
  };
}

/** Both calibrations; none when an input is missing or out of range. */
function equation(
  models: Manifests,
  variant: Variant,
  vector: FeatureVector,
  explain: readonly string[],
): readonly PredictionRequest[] {
  const model = manifestOf(models, variant);
  return regions.flatMap((region) => {
    const { inputs, outputs } = judgeInputs(model, inputsOf(model, vector, region));
    return outputs.length === model.outputs.length
      ? [{ variant, inputs, outputs, explain: region === 'na' ? explain : [] }]
      : [];
  });
}

const request = (model: ModelManifest, vector: FeatureVector): PredictionRequest => ({
  variant: model.variant,
  inputs: inputsFromVector(model, vector),
});

const inputsOf = (model: ModelManifest, vector: FeatureVector, region: Region) => ({
  ...inputsFromVector(model, vector),
  region,
});

/** Behind a question that is asked of two terminologies stands the one that has no answer; its reason tells the reader more. */
const halves: Readonly<Record<string, readonly string[]>> = { krt: ['krt_snomed_ct', 'krt_icd_10'] };

/** Behind an eGFR that cannot be derived stands the creatinine, named as well. What excludes must be known too. */
function missingFeatures({ features }: FeatureVector, unusable: readonly string[]): readonly MissingFeature[] {
  const isAbsent = (name: string) => features[name]?.status !== 'present';
  const names = [
    ...['deceased', 'krt'].filter(isAbsent),
    ...unusable,
    ...(unusable.includes('egfr') ? ['creatinine'].filter(isAbsent) : []),
  ];
  return names.map((feature) => {
    const found = [...(halves[feature] ?? []), feature]
      .map((name) => features[name])
      .find((one) => one?.status === 'absent');
    return { feature, reason: found?.status === 'absent' ? found.reason : 'no-value', required: true };
  });
}

function manifestOf(models: Manifests, variant: Variant): ModelManifest {
  const manifest = models[variant];
  if (manifest === undefined) throw new CardwrightError('unknown-model', `The model ${variant} is not built.`);
  return manifest;
}
