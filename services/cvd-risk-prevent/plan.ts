import type {
  EvaluationInput,
  Feature,
  FeatureVector,
  MissingFeature,
  ModelManifest,
  Plan,
  PredictionRequest,
} from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { inputsFromVector, judgeInputs } from '@cardwright/features';
import { chooseModel } from './choose-model.ts';
import { hasRange, rangeSentence } from './range-sentence.ts';
import { ranges } from './signature.ts';
import { variantOf, type Variant } from './variants.ts';
import { labelOf } from './wording.ts';

type Manifests = Readonly<Record<string, ModelManifest>>;

/** What the card explains: the total, of which the others are parts. */
const explained = ['total_cvd'];

/**
 * Population first (alive, aged 30 to 79, no known cardiovascular disease), then eligibility, then the choice of model.
 * A required input that is missing or out of range ends in `insufficient-data` with its reason; BMI concerns the heart
 * failure output alone. The 30-year request is added for ages 30 to 59, always with the base model.
 */
export function plan({ vector }: EvaluationInput, models: Manifests): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };

  const choice = chooseModel(inputsFromVector(manifestOf(models, 'full-10yr'), vector));
  const model = manifestOf(models, variantOf(choice.model, '10yr'));
  const judged = judgeInputs(model, inputsFromVector(model, vector));
  const missing = missingFeatures(vector, [...judged.missing, ...judged.invalid]);
  const reasons = [
    ...missing.map(({ feature, reason }) => `${labelOf(feature)}: ${absenceInWords(reason)}.`),
    ...judged.outOfRange.flatMap((name) => outOfRange(name, vector.features[name])),
  ];
  if (reasons.length > 0) return { kind: 'insufficient-data', missing, reasons };

  const tenYears: PredictionRequest = {
    variant: model.variant,
    inputs: judged.inputs,
    outputs: judged.outputs,
    explain: explained.filter((output) => judged.outputs.includes(output)),
  };
  return { kind: 'predict', requests: [tenYears, ...thirtyYears(vector, models)] };
}

function outsideThePopulation({ features: { deceased, age, prior_cvd } }: FeatureVector): readonly string[] {
  const years = valueIn(age);
  const [youngest, oldest] = ranges.age;
  const isOutside = typeof years === 'number' && (years < youngest || years > oldest);
  return [
    ...(valueIn(deceased) === true ? ['The patient has died.'] : []),
    ...(isOutside ? [`Age ${years}: the PREVENT equations are for ages ${youngest} to ${oldest}.`] : []),
    ...(valueIn(prior_cvd) === true
      ? ['Cardiovascular disease is on record: the PREVENT equations are for people without it.']
      : []),
  ];
}

function thirtyYears(vector: FeatureVector, models: Manifests): readonly PredictionRequest[] {
  const model = manifestOf(models, 'base-30yr');
  const { inputs, outputs } = judgeInputs(model, inputsFromVector(model, vector));
  return outputs.length > 0 ? [{ variant: model.variant, inputs, outputs }] : [];
}

/**
 * Population features must be known too. Behind an eGFR that cannot be derived stands the creatinine, named as well.
 * An input that is there but unusable to the model (a sex it does not know) counts as one without a value.
 */
function missingFeatures({ features }: FeatureVector, unusable: readonly string[]): readonly MissingFeature[] {
  const isAbsent = (name: string) => features[name]?.status !== 'present';
  const names = [
    ...['deceased', 'prior_cvd'].filter(isAbsent),
    ...unusable,
    ...(unusable.includes('egfr') ? ['creatinine'].filter(isAbsent) : []),
  ];
  return names.map((feature) => {
    const found = features[feature];
    return { feature, reason: found?.status === 'absent' ? found.reason : 'no-value', required: true };
  });
}

function outOfRange(name: string, feature: Feature | undefined): readonly string[] {
  const value = valueIn(feature);
  return hasRange(name) && value !== undefined ? [`${rangeSentence(name, value)}.`] : [];
}

function manifestOf(models: Manifests, variant: Variant): ModelManifest {
  const manifest = models[variant];
  if (manifest === undefined) throw new CardwrightError('unknown-model', `The model ${variant} is not built.`);
  return manifest;
}

const valueIn = (feature: Feature | undefined) => (feature?.status === 'present' ? feature.value : undefined);
