import { when } from '@cardwright/cards';
import type { FeatureVector, SiteChoices } from '@cardwright/cds-service';
import { onOxygen } from './on-oxygen.ts';
import type { Reading } from './reading.ts';

/** Site policy: values within one hour are taken as one round of observations; beyond it the card says so. */
const oneRoundMs = 60 * 60_000;

/** Says when the score adds up values of different rounds, and which is the oldest; nothing when they are of one. */
export function roundsNote(vector: FeatureVector, { scored }: Reading, site?: SiteChoices): string {
  const dated = scored.flatMap(({ input, label }) => {
    const feature = vector.features[input === 'on_oxygen' ? (onOxygen(vector)?.feature ?? input) : input];
    if (feature?.status !== 'present' || feature.effective === undefined) return [];
    const time = Date.parse(feature.effective);
    return Number.isNaN(time) ? [] : [{ label, effective: feature.effective, time }];
  });
  const [oldest, ...others] = dated.toSorted((a, b) => a.time - b.time);
  const newest = others.at(-1);
  if (oldest === undefined || newest === undefined || newest.time - oldest.time <= oneRoundMs) return '';
  return `The values are not of one round of observations: the oldest is ${oldest.label}, ${when(oldest.effective, vector.asOf, site?.zoneOffsetMinutesAt)}.`;
}
