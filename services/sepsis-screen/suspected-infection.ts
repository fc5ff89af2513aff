import type { Feature, FeatureVector } from '@cardwright/cds-service';
import { suspicionHours } from './windows.ts';

/** Why an infection is suspected, and which features say so; `unknown`: a record that could say so cannot be read. */
export interface Suspicion {
  readonly kind: 'diagnosis' | 'treatment' | 'none' | 'unknown';
  readonly features: readonly string[];
}

const msPerHour = 3_600_000;

/**
 * An infection on the problem list, or antibiotics together with a culture of a body fluid: the antibiotic at most 72 hours
 * after the culture, or the culture at most 24 hours after the antibiotic (Seymour 2016; mimic-code,
 * suspicion_of_infection.sql). Antibiotics alone are not enough, and so is a culture alone.
 */
export function suspectedInfection(vector: FeatureVector): Suspicion {
  const { infection, antibiotic, culture_taken: taken } = vector.features;
  if (isYes(infection)) return { kind: 'diagnosis', features: ['infection'] };
  const culture = cultureWithAntibiotic(vector);
  if (culture !== undefined) return { kind: 'treatment', features: ['antibiotic', culture] };
  // Without an antibiotic no culture can complete the rule; without a culture on file an unread procedure might.
  const isOpen = infection?.status !== 'present' || antibiotic?.status !== 'present';
  const mayHaveCulture = isYes(antibiotic) && taken?.status !== 'present';
  return { kind: isOpen || mayHaveCulture ? 'unknown' : 'none', features: [] };
}

/** The feature that shows the culture which belongs to the newest antibiotic. */
function cultureWithAntibiotic({ features, asOf }: FeatureVector): string | undefined {
  const { antibiotic, culture_taken: taken, culture_before_antibiotic: before, culture_result: recent } = features;
  const start = timeOf(antibiotic);
  if (!isYes(antibiotic) || start === undefined) return undefined;
  const cultured = isYes(taken) ? timeOf(taken) : undefined;
  if (cultured !== undefined && belongTogether(cultured, start)) return 'culture_taken';
  if (isThere(before)) return 'culture_before_antibiotic';
  // Both within the last 24 hours: never farther apart than either limit.
  const isRecent = Date.parse(asOf) - start <= suspicionHours.cultureAfterAntibiotic * msPerHour;
  return isRecent && isThere(recent) ? 'culture_result' : undefined;
}

function belongTogether(culture: number, antibiotic: number): boolean {
  const hours = (antibiotic - culture) / msPerHour;
  return hours >= -suspicionHours.cultureAfterAntibiotic && hours <= suspicionHours.antibioticAfterCulture;
}

/** A culture result is there also where what grew is an organism or text, which no list of answers holds. */
export const isThere = (feature: Feature | undefined): boolean =>
  feature?.status === 'present' || (feature?.status === 'absent' && feature.reason === 'no-value');

/** Whether a yes or no is a yes. */
export const isYes = (feature: Feature | undefined): boolean => feature?.status === 'present' && feature.value === true;

function timeOf(feature: Feature | undefined): number | undefined {
  if (feature?.status !== 'present' || feature.effective === undefined) return undefined;
  const time = Date.parse(feature.effective);
  return Number.isNaN(time) ? undefined : time;
}
