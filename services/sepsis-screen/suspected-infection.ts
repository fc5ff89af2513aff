import type { Feature, FeatureVector } from '@cardwright/cds-service';
import { suspicionHours } from './windows.ts';

/** Why an infection is suspected, and which features say so; `unknown`: a record that could say so cannot be read. */
export interface Suspicion {
  readonly kind: 'diagnosis' | 'treatment' | 'none' | 'unknown';
  readonly features: readonly string[];
}

const msPerHour = 3_600_000;

/**
 * An active infection on the problem list that began in the window, or antibiotics together with a culture of a body fluid: the
 * antibiotic at most 72 hours after the culture, or the culture at most 24 hours after the antibiotic (Seymour 2016; mimic-code,
 * suspicion_of_infection.sql). Antibiotics alone are not enough, and so is a culture alone.
 */
export function suspectedInfection(vector: FeatureVector): Suspicion {
  const { infection, infection_active: active, antibiotic, culture_taken: taken } = vector.features;
  if (isYes(infection) && isYes(active)) return { kind: 'diagnosis', features: ['infection'] };
  const treatment = pairs.flatMap((pair) => cultureWith(vector, pair)).at(0);
  if (treatment !== undefined) return { kind: 'treatment', features: treatment };
  // Without an antibiotic no culture can complete the rule; without a culture on file an unread procedure might.
  const mayBeActive = isYes(infection) && active?.status !== 'present';
  const isOpen = infection?.status !== 'present' || mayBeActive || antibiotic?.status !== 'present';
  const mayHaveCulture = isYes(antibiotic) && taken?.status !== 'present';
  return { kind: isOpen || mayHaveCulture ? 'unknown' : 'none', features: [] };
}

/** An antibiotic, and the culture results before it. */
interface Pair {
  readonly antibiotic: string;
  readonly before: string;
}

/** That of the last 24 hours first: the other one may be older and hide it. */
const pairs: readonly Pair[] = [
  { antibiotic: 'antibiotic_recent', before: 'culture_before_recent' },
  { antibiotic: 'antibiotic', before: 'culture_before_antibiotic' },
];

/** The features that show an antibiotic and the culture which belongs to it; none when there is no such culture. */
function cultureWith({ features, asOf }: FeatureVector, { antibiotic, before }: Pair): readonly (readonly string[])[] {
  const { [antibiotic]: given, culture_taken: taken, [before]: earlier, culture_result: recent } = features;
  const start = timeOf(given);
  if (!isYes(given) || start === undefined) return [];
  const cultured = isYes(taken) ? timeOf(taken) : undefined;
  if (cultured !== undefined && belongTogether(cultured, start)) return [[antibiotic, 'culture_taken']];
  if (isThere(earlier)) return [[antibiotic, before]];
  // Both within the last 24 hours: never farther apart than either limit.
  const isRecent = Date.parse(asOf) - start <= suspicionHours.cultureAfterAntibiotic * msPerHour;
  return isRecent && isThere(recent) ? [[antibiotic, 'culture_result']] : [];
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
