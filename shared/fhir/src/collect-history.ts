import type { Bundle, BundleEntry } from '@medplum/fhirtypes';
import type { HistoryEntry, HistoryResult, SearchLimits } from './fhir-client.ts';
import { defaultSearchLimits } from './fhir-client.ts';
import { followPages, type SearchPage } from './follow-pages.ts';
import { parseReference } from './parse-reference.ts';
import { versionOfTag } from './version-of-tag.ts';

/** All pages of a history within the limits. */
export async function collectHistory(
  first: string,
  readPage: (url: string) => Promise<SearchPage>,
  limits: Partial<SearchLimits> = {},
): Promise<HistoryResult> {
  const { maxEntries } = { ...defaultSearchLimits, ...limits };
  const entries: HistoryEntry[] = [];
  let unreadable = false;
  const take = (bundle: Bundle): number => {
    for (const entry of bundle.entry ?? []) {
      const change = readChange(entry);
      if (change) entries.push(change);
      else unreadable ||= entry.resource?.resourceType !== 'OperationOutcome';
    }
    return entries.length;
  };
  const more = await followPages(first, readPage, take, limits);
  return { entries: entries.slice(0, maxEntries), truncated: more || unreadable };
}

const methods: readonly HistoryEntry['method'][] = ['POST', 'PUT', 'PATCH', 'DELETE'];

/**
 * bdl-3 asks for `request` on each entry; some servers leave it out where the resource says all, and the request of a create is
 * the bare type.
 */
function readChange({ resource, request, response, fullUrl }: BundleEntry): HistoryEntry | undefined {
  const named = parseReference(request?.url ?? '') ?? parseReference(fullUrl ?? '');
  const type = resource?.resourceType ?? named?.type;
  const id = resource?.id ?? named?.id;
  const method = request === undefined ? 'PUT' : methods.find((one) => one === request.method);
  const isAnswerable = resource !== undefined || method === 'DELETE';
  if (type === undefined || type === 'OperationOutcome' || id === undefined || method === undefined || !isAnswerable)
    return undefined;
  const versionId = resource?.meta?.versionId ?? versionOfTag(response?.etag);
  const lastUpdated = response?.lastModified ?? resource?.meta?.lastUpdated;
  return {
    type,
    id,
    method,
    ...(versionId !== undefined && { versionId }),
    ...(lastUpdated !== undefined && { lastUpdated }),
    ...(resource !== undefined && method !== 'DELETE' && { resource }),
  };
}
