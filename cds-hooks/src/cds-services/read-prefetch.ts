import type { Resource } from '@medplum/fhirtypes';
import { isResource } from '@cardwright/fhir';
import { emptyEntry, type PrefetchEntry } from '../fetch-template.ts';

/**
 * What a client put into a slot. `null` and an empty Bundle are *none*; an OperationOutcome, alone or as the only
 * content of a Bundle, and anything that is not FHIR are *failed*; everything else is *data*, in a Bundle of any type
 * or alone, whatever was asked. Never throws: a slot is whatever the client made of it.
 */
export function readPrefetch(slot: unknown): PrefetchEntry {
  if (slot === null) return emptyEntry('none');
  if (!isResource(slot) || slot.resourceType === 'OperationOutcome') return emptyEntry('failed');
  if (slot.resourceType !== 'Bundle') return { ...emptyEntry('data'), resources: [slot] };
  const bundle: Unread = slot;
  const { entry = [], link = [] } = bundle;
  if (!Array.isArray(entry)) return emptyEntry('failed');
  const entries = entry.flatMap(readEntry);
  const data = entries.filter(({ resource }) => resource.resourceType !== 'OperationOutcome');
  if (data.length === 0) return emptyEntry(entry.length > 0 ? 'failed' : 'none');
  return {
    state: 'data',
    resources: data.map(({ resource }) => resource),
    fullUrls: new Map(data.flatMap(({ url, resource }) => (url === undefined ? [] : [[url, resource] as const]))),
    // An entry that cannot be read may be the one that counts.
    truncated: entries.length < entry.length || hasNextPage(link),
  };
}

/** The two lists of a Bundle as they may have come. */
interface Unread {
  readonly entry?: unknown;
  readonly link?: unknown;
}

interface BundleEntry {
  readonly url: string | undefined;
  readonly resource: Resource;
}

function readEntry(entry: unknown): readonly BundleEntry[] {
  if (!isObject(entry) || !isResource(entry['resource'])) return [];
  const { fullUrl, resource } = entry;
  return [{ url: typeof fullUrl === 'string' ? fullUrl : undefined, resource }];
}

const hasNextPage = (link: unknown): boolean =>
  Array.isArray(link) && link.some((one) => isObject(one) && one['relation'] === 'next');
const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
