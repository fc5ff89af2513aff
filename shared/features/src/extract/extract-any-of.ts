import type { Feature, PresentFeature } from '@cardwright/cds-service';
import { absent } from '../absent.ts';
import type { AnyOf } from '../declaration.ts';

/** True when any is true, whatever is unknown; false only when all are false. A no that leans on an assumed no is assumed. */
export function extractAnyOf({ of }: AnyOf, lookup: (name: string) => Feature): Feature {
  const parts = of.map((name) => ({ name, feature: lookup(name) }));
  const yes = parts.find(({ feature }) => feature.status === 'present' && feature.value === true);
  if (yes?.feature.status === 'present') return { ...yes.feature, derivation: yes.name };
  const missing = parts.filter(({ feature }) => feature.status === 'absent');
  if (missing.length > 0) {
    const why = missing.map(({ name, feature }) => `${name}: ${feature.status === 'absent' ? feature.reason : ''}`);
    return absent('input-missing', unique(missing.flatMap(({ feature }) => feature.references)), why.join(', '));
  }
  const no: readonly PresentFeature[] = parts.flatMap(({ feature }) => (feature.status === 'present' ? [feature] : []));
  return {
    status: 'present',
    value: false,
    unit: '{boolean}',
    references: unique(no.flatMap(({ references }) => references)),
    ...(no.some(({ assumed }) => assumed) && { assumed: true }),
  };
}

const unique = (references: readonly string[]): readonly string[] => [...new Set(references)];
