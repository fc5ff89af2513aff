import type { FeatureVector } from '@cardwright/cds-service';

const dayMs = 86_400_000;

/**
 * Of the results of one score, those that are usable but older than the newest of them by more than `days`, or undated:
 * they are of another time and make no score with it. A date without a time is its start.
 */
export function outsideOneWindow(
  { features }: FeatureVector,
  names: readonly string[],
  days: number,
): readonly string[] {
  const dated = names.flatMap((name) => {
    const feature = features[name];
    return feature?.status === 'present' ? [{ name, at: Date.parse(feature.effective ?? '') }] : [];
  });
  const newest = Math.max(...dated.map(({ at }) => at).filter((at) => !Number.isNaN(at)));
  return dated.filter(({ at }) => !(newest - at <= days * dayMs)).map(({ name }) => name);
}
