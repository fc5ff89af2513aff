import type { EvaluationInput, FeatureVector, MissingFeature, ModelManifest, Plan } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { judgeInputs } from '@cardwright/features';
import { raceTerms } from './coefficients.ts';
import { featuresBehind, modelInputs } from './model-inputs.ts';
import { askedFirst, outsideThePopulation } from './population.ts';
import { absenceOf } from './read-feature.ts';
import { variant } from './signature.ts';
import { exceedsLife } from './smoking.ts';
import { inputWording, labelOf } from './wording.ts';

/**
 * Population first (alive, 55 to 80, smokes or has smoked, no lung cancer), then eligibility. The equation runs for the
 * patient and, where the race term is not 0, once more with that of White, so that the card can say what it does.
 */
export function plan({ vector }: EvaluationInput, models: Readonly<Record<string, ModelManifest>>): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const model = models[variant];
  if (model === undefined) throw new CardwrightError('unknown-model', `The model ${variant} is not built.`);
  const judged = judgeInputs(model, modelInputs(vector));
  const missing = missingFeatures(vector, [...judged.missing, ...judged.invalid]);
  const reasons = [
    ...missing.map(({ feature, reason }) => `${labelOf(feature)}: ${absenceInWords(reason)}.`),
    ...judged.outOfRange.map((name) => `${inputWording[name]?.label ?? name} is outside the range of the equation.`),
    ...(exceedsLife(vector) ? ['Years of smoking and years since quitting are more than the age.'] : []),
  ];
  if (reasons.length > 0) return { kind: 'insufficient-data', missing, reasons };
  const { inputs } = judged;
  return {
    kind: 'predict',
    requests: [
      { variant, inputs, explain: ['risk_6yr'] },
      ...(hasRaceTerm(inputs['race']) ? [{ variant, inputs: { ...inputs, race: 'white' } }] : []),
    ],
  };
}

const hasRaceTerm = (race: unknown): boolean =>
  Object.entries(raceTerms).some(([name, term]: readonly [string, number]) => name === race && term !== 0);

/** The features that keep the equation from running; what must be known first comes first. */
function missingFeatures(vector: FeatureVector, inputs: readonly string[]): readonly MissingFeature[] {
  const names = new Set([...askedFirst, ...inputs.flatMap((input) => featuresBehind[input] ?? [input])]);
  return [...names].flatMap((feature) => {
    const reason = absenceOf(vector, feature);
    return reason === undefined ? [] : [{ feature, reason, required: true }];
  });
}
