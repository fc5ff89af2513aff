import type {
  EvaluationInput,
  FeatureVector,
  MissingFeature,
  ModelInputs,
  Plan,
  SiteChoices,
} from '@cardwright/cds-service';
import { observationWindow } from './features.ts';
import { missingParameters } from './missing-parameters.ts';
import { onOxygen } from './on-oxygen.ts';
import { measured, minimumMeasured } from './parameters.ts';
import { population } from './population.ts';
import { columns } from './signature.ts';
import { usesScale2 } from './uses-scale2.ts';

/**
 * Population first, then enough observations, then the variant. When every parameter is there, `news2` runs. Otherwise
 * `news2-lower-bound` runs with the missing ones absent: no value is put in their place, the model gives them 0 points,
 * which is the least that any value can give.
 */
export function plan({ vector, site }: EvaluationInput): Plan {
  const refusal = population(vector);
  if (refusal) return refusal;
  const missing = missingParameters(vector, site);
  const recorded = measured.filter(({ input }) => vector.features[input]?.status === 'present').length;
  const needed = site?.thresholds?.['minimum_measured'] ?? minimumMeasured;
  if (recorded < needed) return tooFew(recorded, needed, missing);
  const inputs = inputsOf(vector, site);
  const complete = Object.values(inputs).every((value) => value !== null);
  return {
    kind: 'predict',
    requests: [{ variant: complete ? 'news2' : 'news2-lower-bound', inputs, explain: ['score'] }],
  };
}

function tooFew(recorded: number, needed: number, missing: readonly MissingFeature[]): Plan {
  const measuredInputs = measured.map(({ input }) => input);
  return {
    kind: 'insufficient-data',
    missing: missing.map((each) => ({ ...each, required: measuredInputs.includes(each.feature) })),
    reasons: [
      `${recorded} of ${measured.length} observations recorded in the last ${observationWindow.hours} h; at least ${needed} are needed.`,
    ],
  };
}

function inputsOf(vector: FeatureVector, site: SiteChoices | undefined): ModelInputs {
  const named = columns.map((name) => {
    const feature = vector.features[name];
    return [name, feature?.status === 'present' ? feature.value : null] as const;
  });
  return { ...Object.fromEntries(named), scale2: usesScale2(vector, site), on_oxygen: onOxygen(vector)?.value ?? null };
}
