import type { EvaluationInput, FeatureVector, MissingFeature, ModelInputs, Plan } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { opioidItems, type OpioidItem } from './opioid-items.ts';
import { outsideThePopulation, populationFeatures } from './population.ts';

/** Population first; then the total of every opioid whose dose can be read. Where none can, nothing is computed. */
export function plan({ vector, context }: EvaluationInput): Plan {
  const outside = outsideThePopulation(vector);
  if (outside.length > 0) return { kind: 'not-applicable', reasons: outside };
  const unknown = populationFeatures.filter((name) => vector.features[name]?.status !== 'present');
  if (unknown.length > 0) return insufficient(unknown.map((name) => missingOf(vector, name)));
  const items = opioidItems(vector, context);
  const rows = items.flatMap(rowOf);
  if (rows.length > 0)
    return { kind: 'predict', requests: [{ variant: 'cdc-2022', inputs: {}, items: { items: rows } }] };
  const ids = new Set(items.map(({ opioid }) => opioid?.id ?? 'opioid_without_factor'));
  return insufficient([...ids].map((feature) => ({ feature, reason: 'no-value', required: true })));
}

function rowOf({ opioid, dose }: OpioidItem): readonly ModelInputs[] {
  if (opioid === undefined || dose === undefined) return [];
  return opioid.rules.unit === 'ug/h'
    ? [{ opioid: opioid.id, dose_mcg_per_h: dose }]
    : [{ opioid: opioid.id, dose_mg: dose, doses_per_day: 1 }];
}

function missingOf({ features }: FeatureVector, feature: string): MissingFeature {
  const found = features[feature];
  return { feature, reason: found?.status === 'absent' ? found.reason : 'no-value', required: true };
}

const insufficient = (missing: readonly MissingFeature[]): Plan => ({
  kind: 'insufficient-data',
  missing,
  reasons: missing.map(({ feature, reason }) => `${feature.replaceAll('_', ' ')}: ${absenceInWords(reason)}.`),
});
