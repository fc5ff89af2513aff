import type { FeatureVector, PresentFeature } from '@cardwright/cds-service';

/** The three ways in which a chart says whether the patient breathes supplemental oxygen. */
export const oxygenFeatures = ['on_oxygen', 'on_oxygen_by_concentration', 'on_oxygen_as_charted'] as const;

/** Which feature answers, or `undefined` when none does. Unknown is not air. */
export type OxygenAnswer = { readonly feature: (typeof oxygenFeatures)[number]; readonly value: boolean } | undefined;

/**
 * The newest record decides; of records of the same time, one that says oxygen. A patient weaned an hour ago is not on
 * oxygen because of this morning's flow.
 */
export function onOxygen(vector: FeatureVector): OxygenAnswer {
  const answers = oxygenFeatures.flatMap((name) => {
    const feature = vector.features[name];
    if (feature?.status !== 'present' || typeof feature.value !== 'boolean') return [];
    return [{ feature: name, value: feature.value, time: timeOf(feature) }];
  });
  const newest = answers.toSorted((a, b) => b.time - a.time || Number(b.value) - Number(a.value))[0];
  return newest && { feature: newest.feature, value: newest.value };
}

/** Observations in a window are always dated; a value without a readable time ranks last. */
function timeOf({ effective }: PresentFeature): number {
  const time = Date.parse(effective ?? '');
  return Number.isNaN(time) ? -Infinity : time;
}
