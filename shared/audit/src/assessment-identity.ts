import type { Evaluation, Feature } from '@cardwright/cds-service';

/** A text digest, given by the caller (SHA-256 in the host), so that this room stays pure. */
export type Hash = (text: string) => string;

/**
 * The same service, version, patient and inputs give the same value, at any time and in any process: writing an
 * assessment back twice writes it once. An input is its value, unit, time and references, or the reason it is absent;
 * the order of features and references does not matter. Nothing of the patient can be read from it.
 */
export function assessmentIdentity({ service, version, patient, features }: Evaluation, hash: Hash): string {
  const inputs = Object.entries(features.features)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, feature]) => [name, ...identityOf(feature)]);
  return `${service}-${hash(JSON.stringify([service, version, patient, inputs]))}`;
}

function identityOf(feature: Feature): readonly unknown[] {
  if (feature.status === 'absent') return [feature.status, feature.reason];
  const { status, value, unit, effective = null, references } = feature;
  return [status, value, unit, effective, references.toSorted()];
}
