import { isResource } from '@cardwright/fhir';
import { emptyEntry, type PrefetchEntry } from '../fetch-template.ts';

/**
 * What a client put into a slot. `null` and an empty Bundle are *none*; an OperationOutcome, alone or as the only
 * content of a Bundle, and anything that is not FHIR are *failed*; everything else is *data*, in a Bundle of any type
 * or alone, whatever was asked.
 */
export function readPrefetch(slot: unknown): PrefetchEntry {
  if (slot === null) return emptyEntry('none');
  if (!isResource(slot) || slot.resourceType === 'OperationOutcome') return emptyEntry('failed');
  if (slot.resourceType !== 'Bundle') return { ...emptyEntry('data'), resources: [slot] };
  const entries = (slot.entry ?? []).flatMap(({ fullUrl, resource }) =>
    isResource(resource) ? [{ fullUrl, resource }] : [],
  );
  const data = entries.filter(({ resource }) => resource.resourceType !== 'OperationOutcome');
  if (data.length === 0) return emptyEntry(entries.length > 0 ? 'failed' : 'none');
  return {
    state: 'data',
    resources: data.map(({ resource }) => resource),
    fullUrls: new Map(
      data.flatMap(({ fullUrl, resource }) => (fullUrl === undefined ? [] : [[fullUrl, resource] as const])),
    ),
    truncated: (slot.link ?? []).some((link) => link.relation === 'next'),
  };
}
