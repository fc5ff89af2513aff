import type { FhirInteraction } from '@cardwright/fhir';

/** What we do at a FHIR server, by resource type. */
export type ScopeNeeds = ReadonlyMap<string, ReadonlySet<FhirInteraction>>;

/** `v1`: `.read` and `.write`; `v2`: letters in the order of "cruds". */
export type ScopeVersion = 'v1' | 'v2';

/** The scopes for these needs and no more, sorted, so that the same needs ask the same. */
export function scopesFor(needs: ScopeNeeds, version: ScopeVersion): readonly string[] {
  return [...needs].flatMap(([type, interactions]) => scopesOfType(type, interactions, version)).sort();
}

const order: readonly FhirInteraction[] = ['c', 'r', 'u', 'd', 's'];

function scopesOfType(type: string, interactions: ReadonlySet<FhirInteraction>, version: ScopeVersion): string[] {
  const letters = order.filter((letter) => interactions.has(letter));
  if (letters.length === 0) return [];
  if (version === 'v2') return [`system/${type}.${letters.join('')}`];
  const reads = letters.some((letter) => letter === 'r' || letter === 's');
  const writes = letters.some((letter) => letter === 'c' || letter === 'u' || letter === 'd');
  return [...(reads ? [`system/${type}.read`] : []), ...(writes ? [`system/${type}.write`] : [])];
}
