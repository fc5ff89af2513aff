import type { AbsentFeature, Feature, PresentFeature } from '@cardwright/cds-service';
import { absent } from './absent.ts';

/** The features a derived one is computed from, in order, or its absence, naming what is missing and why. */
export function derivedInputs(
  names: readonly string[],
  lookup: (name: string) => Feature,
): readonly PresentFeature[] | AbsentFeature {
  const found = names.map((name) => ({ name, feature: lookup(name) }));
  const missing = found.flatMap(({ name, feature }) => (feature.status === 'absent' ? [{ name, feature }] : []));
  if (missing.length === 0) return found.flatMap(({ feature }) => (feature.status === 'present' ? [feature] : []));
  const references = [...new Set(missing.flatMap(({ feature }) => feature.references))];
  return absent(
    'input-missing',
    references,
    missing.map(({ name, feature }) => `${name}: ${feature.reason}`).join(', '),
  );
}

/** The preferred feature when it is declared and has a value. */
export function preferredFeature(
  name: string | undefined,
  lookup: (name: string) => Feature,
): PresentFeature | undefined {
  const feature = name === undefined ? undefined : lookup(name);
  return feature?.status === 'present' ? feature : undefined;
}
