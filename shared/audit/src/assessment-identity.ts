import type { Evaluation, Feature } from '@cardwright/cds-service';

/** A text digest, given by the caller (SHA-256 in the host), so that this room stays pure. */
export type Hash = (text: string) => string;

/** Digits of a result that count: a probability that creeps with the clock is another one when its third digit moves. */
const resultDigits = 3;

/**
 * The same service, version, patient, inputs and results give the same value, at any time and in any process: what was published
 * already is known by it. An input is its value, unit, time and references, or the reason it is absent; the order of features and
 * references does not matter. `clockBound` names features that move with the clock alone (the time since a result, the length
 * of a stay): of these the value is left out. Nothing of the patient can be read from it.
 */
export function assessmentIdentity(
  { service, version, patient, features, assessment }: Evaluation,
  hash: Hash,
  clockBound: ReadonlySet<string> = new Set(),
): string {
  const inputs = Object.entries(features.features)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, feature]) => [name, ...identityOf(feature, clockBound.has(name))]);
  const results = (assessment?.risks ?? []).map(({ name, value, atLeast = false }) => [name, digitsOf(value), atLeast]);
  return `${service}-${hash(JSON.stringify([service, version, patient, inputs, results]))}`;
}

function identityOf(feature: Feature, isClockBound: boolean): readonly unknown[] {
  if (feature.status === 'absent') return [feature.status, feature.reason];
  const { status, value, unit, effective = null, references } = feature;
  return [status, isClockBound ? null : value, unit, effective, references.toSorted()];
}

const digitsOf = (value: number | string): string =>
  typeof value === 'number' ? value.toPrecision(resultDigits) : value;
