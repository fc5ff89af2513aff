import type { EvaluationInput, FeatureVector, MissingFeature, ModelManifest, Plan } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { inputsFromVector, judgeInputs } from '@cardwright/features';
import { outsideThePopulation } from './population.ts';
import type { Variant } from './signature.ts';
import { labelOf } from './wording.ts';

type Manifests = Readonly<Record<string, ModelManifest>>;

/** What must be known besides the items of the stroke score; a procedure that could not be read is a note only. */
const populationFeatures = ['deceased', 'atrial_fibrillation', 'valve_disease'];

/** Behind a question that is asked of two terminologies stands the one that has no answer; its reason tells the reader more. */
const halves: Readonly<Record<string, readonly string[]>> = {
  valve_disease: ['valve_disease_snomed_ct', 'valve_disease_icd_10'],
};

/**
 * Population first (adult, alive, atrial fibrillation, no excluded valve). The stroke score needs every item; the bleeding
 * score runs as its lower bound, because labile INR is in no chart: what is not known counts nothing and is said.
 */
export function plan({ vector }: EvaluationInput, models: Manifests): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const model = manifestOf(models, 'cha2ds2-vasc');
  const judged = judgeInputs(model, inputsFromVector(model, vector));
  const missing = missingFeatures(vector, [...populationFeatures, ...judged.missing, ...judged.invalid]);
  const reasons = [
    ...missing.map(({ feature, reason }) => `${labelOf(feature)}: ${absenceInWords(reason)}.`),
    ...judged.outOfRange.map((name) => `${labelOf(name)} is outside the range of the scores.`),
  ];
  if (reasons.length > 0) return { kind: 'insufficient-data', missing, reasons };
  return {
    kind: 'predict',
    requests: (['cha2ds2-vasc', 'cha2ds2-va', 'has-bled-lower-bound'] as const).map((variant) => ({
      variant,
      inputs: inputsFromVector(manifestOf(models, variant), vector),
      ...(variant !== 'cha2ds2-va' && { explain: ['score'] }),
    })),
  };
}

function missingFeatures({ features }: FeatureVector, names: readonly string[]): readonly MissingFeature[] {
  return names.flatMap((feature) => {
    const found = features[feature];
    if (found?.status === 'present') return [];
    const behind = (halves[feature] ?? []).map((half) => features[half]).find((half) => half?.status === 'absent');
    const reason = behind?.status === 'absent' ? behind.reason : found?.reason;
    return [{ feature, reason: reason ?? 'not-queried', required: true }];
  });
}

function manifestOf(models: Manifests, variant: Variant): ModelManifest {
  const manifest = models[variant];
  if (manifest === undefined) throw new CardwrightError('unknown-model', `The model ${variant} is not built.`);
  return manifest;
}
