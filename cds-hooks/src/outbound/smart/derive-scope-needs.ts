import type { PrefetchTemplate } from '@cardwright/features';
import type { FhirInteraction } from '@cardwright/fhir';
import type { ScopeNeeds } from './scope-needs.ts';

/** What a source is asked to let us do, beyond reading what the services need. */
export interface SourceWork {
  /** Resource types that we write back: found by identifier, created or updated. */
  readonly writes: readonly string[];
  /** We create, look after and remove our own Subscriptions there. */
  readonly subscribes: boolean;
}

/**
 * The least that the services' queries and our own writing need. Each type that is queried is also read, because a notification
 * names the resource that changed.
 */
export function deriveScopeNeeds(
  templates: Iterable<PrefetchTemplate>,
  { writes, subscribes }: SourceWork,
): ScopeNeeds {
  const needs = new Map<string, Set<FhirInteraction>>();
  const add = (type: string, letters: readonly FhirInteraction[]): void => {
    const known = needs.get(type) ?? new Set();
    for (const letter of letters) known.add(letter);
    needs.set(type, known);
  };
  for (const { resourceType, template } of templates) add(resourceType, template.includes('?') ? ['r', 's'] : ['r']);
  for (const type of writes) add(type, ['c', 'u', 's']);
  if (subscribes) add('Subscription', ['c', 'r', 'u', 'd', 's']);
  return needs;
}
