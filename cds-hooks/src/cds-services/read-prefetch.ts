import type { Resource } from '@medplum/fhirtypes';
import { isResource, type QueryState } from '@cardwright/fhir';
import { emptyEntry, type PrefetchEntry } from '../fetch-template.ts';

/**
 * What a client put into a slot. `null` and an empty Bundle are *none*; an OperationOutcome, alone or as the only
 * content of a Bundle, and anything that is not FHIR are *failed*; everything else is *data*, in a Bundle of any type
 * or alone, whatever was asked. A Bundle found with a literal `{{token}}` in its query is *failed* too; what it holds of
 * this patient may still be read. Never throws: a slot is whatever the client made of it.
 */
export function readPrefetch(slot: unknown): PrefetchEntry {
  if (slot === null) return emptyEntry('none');
  if (!isResource(slot) || slot.resourceType === 'OperationOutcome') return emptyEntry('failed');
  if (slot.resourceType !== 'Bundle') return { ...emptyEntry('data'), resources: [slot] };
  const bundle: Unread = slot;
  const { entry = [], link = [], total } = bundle;
  if (!Array.isArray(entry)) return emptyEntry('failed');
  const { resources, fullUrls, readable } = readEntries(entry);
  const isAsked = !searchedLiteralToken(link);
  const hasUnreadable = resources.length > 0 && readable < entry.length;
  const next = linkTo(link, 'next');
  return {
    state: stateOf(resources.length, entry.length, isAsked),
    resources,
    fullUrls,
    // An entry that cannot be read may be the one that counts.
    truncated: hasUnreadable || next !== undefined || isFewerThan(total, entry),
    ...(hasUnreadable ? { hasUnreadable } : {}),
    ...(typeof next === 'string' && isAsked ? { next } : {}),
  };
}

function stateOf(readable: number, entries: number, isAsked: boolean): QueryState {
  if (!isAsked) return 'failed';
  if (readable > 0) return 'data';
  return entries > 0 ? 'failed' : 'none';
}

/** Some clients cut an answer off at `_count` and leave out the link to the rest; the number of matches then tells. */
function isFewerThan(total: unknown, entries: readonly unknown[]): boolean {
  const isMatch = (entry: unknown) =>
    !isObject(entry) || !isObject(entry['search']) || entry['search']['mode'] === 'match';
  return typeof total === 'number' && total > entries.filter(isMatch).length;
}

/** What is read of a Bundle, as it may have come. */
interface Unread {
  readonly total?: unknown;
  readonly entry?: unknown;
  readonly link?: unknown;
}

/** The resources of a Bundle's entries, those with a URL by it too; an OperationOutcome can be read and is no data. */
function readEntries(entries: readonly unknown[]) {
  const resources: Resource[] = [];
  const fullUrls = new Map<string, Resource>();
  let readable = 0;
  for (const entry of entries) {
    if (!isObject(entry)) continue;
    const { fullUrl, resource } = entry;
    if (!isResource(resource)) continue;
    readable += 1;
    if (resource.resourceType === 'OperationOutcome') continue;
    resources.push(resource);
    if (typeof fullUrl === 'string') fullUrls.set(fullUrl, resource);
  }
  return { resources, fullUrls, readable };
}

/** The url of a link by its relation; `null` when there is such a link and its url is no text. */
function linkTo(links: unknown, relation: string): string | null | undefined {
  const found = Array.isArray(links) ? links.find((one) => isObject(one) && one['relation'] === relation) : undefined;
  if (!isObject(found)) return undefined;
  return typeof found['url'] === 'string' ? found['url'] : null;
}

/**
 * Some clients leave a token that they do not know in the query: what such a search found is no answer, and that it found
 * nothing says nothing (CDS Hooks sandbox, `{{userPractitionerRoleId}}`).
 */
const searchedLiteralToken = (links: unknown): boolean => /\{\{|%7B%7B/i.test(linkTo(links, 'self') ?? '');

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
