import type { FeatureVector, PresentFeature } from '@cardwright/cds-service';

/** The three ways in which a chart says whether the patient breathes supplemental oxygen. */
export const oxygenFeatures = ['on_oxygen', 'on_oxygen_by_concentration', 'on_oxygen_as_charted'] as const;

/** Which feature answers, or `undefined` when none does. Unknown is not air. */
export type OxygenAnswer = { readonly feature: (typeof oxygenFeatures)[number]; readonly value: boolean } | undefined;

/**
 * The newest record decides; of records of the same time, one that says oxygen. A patient weaned an hour ago is not on
 * oxygen because of this morning's flow. A no is not believed beside a record that is there and cannot be used (another
 * unit, implausible, not final, query failed): that one may be newer and say oxygen, and a complete score would be too low.
 */
export function onOxygen(vector: FeatureVector): OxygenAnswer {
  const answers = oxygenFeatures.flatMap((name) => {
    const feature = vector.features[name];
    if (feature?.status !== 'present' || typeof feature.value !== 'boolean') return [];
    return [{ feature: name, value: feature.value, time: timeOf(feature) }];
  });
  const newest = answers.toSorted((a, b) => b.time - a.time || Number(b.value) - Number(a.value))[0];
  if (newest === undefined || (!newest.value && hasUnusable(vector))) return undefined;
  return { feature: newest.feature, value: newest.value };
}

/** Too old is no doubt: what is outside the window is older than the record that decides. */
function hasUnusable(vector: FeatureVector): boolean {
  return oxygenFeatures.some((name) => {
    const feature = vector.features[name];
    return feature?.status === 'absent' && feature.reason !== 'none-recorded' && feature.reason !== 'stale';
  });
}

/** Observations in a window are always dated; a value without a readable time ranks last. */
function timeOf({ effective }: PresentFeature): number {
  const time = Date.parse(effective ?? '');
  return Number.isNaN(time) ? -Infinity : time;
}
