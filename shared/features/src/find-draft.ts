import type { HookContext } from '@cardwright/cds-service';
import { parseReference } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';

/**
 * The entry of the call's draft orders behind a reference among them: the fullUrl of the entry (`urn:uuid:…`), or a
 * relative, absolute or versioned reference. `undefined` when no entry is meant; contained resources (`#id`) are not looked
 * for.
 */
export function findDraft(
  { draftOrders, draftUrls }: Pick<HookContext, 'draftOrders' | 'draftUrls'>,
  reference: string | undefined,
): Resource | undefined {
  if (reference === undefined) return undefined;
  const entry = draftUrls?.get(reference);
  if (entry !== undefined) return entry;
  const target = parseReference(reference);
  return target && draftOrders.find(({ resourceType, id }) => resourceType === target.type && id === target.id);
}
