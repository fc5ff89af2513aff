import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import { searchQuery } from '@cardwright/fhir';
import type { ResourceType } from '@medplum/fhirtypes';
import type { SeenResource } from './judge-changes.ts';
import type { ChangeEvent, Focus } from './notification-event.ts';

/** How far back a search for what changed looks: clock skew between the servers plus the sender's delay. */
const lookBackMs = 5 * 60_000;

/** As much as one notification can stand for; what is more is for a sweep. */
const limits = { maxPages: 50, maxEntries: 10_000 };
const pageSize = 200;

/** So many resources are asked for at a time. */
const readsAtOnce = 8;

/** Where to read, and when the notification came. */
export interface ReadChangesOptions {
  readonly fhir: Pick<FhirClient, 'read' | 'search'>;
  /** Searches for what a notification means that does not say. */
  readonly criteria: readonly string[];
  readonly receivedAtMs: number;
}

/**
 * What the source says now of everything that the events point at, each resource once. Pushed content is not believed: it only says
 * what to read. A resource that the source no longer has (404, 410) is there without its content: a delete is confirmed, or was not
 * told. A focus that is no address here, or that an identifier does not find, counts as "something changed": what the criteria
 * give since shortly before. Errors: those of the client, and `too-large` where that is not all of it.
 */
export async function readChanges(
  events: readonly ChangeEvent[],
  options: ReadChangesOptions,
  signal: AbortSignal,
): Promise<readonly SeenResource[]> {
  const foci = distinct(events.flatMap(({ focus }) => focus ?? []));
  const found = await inTurns(foci, (focus) => readFocused(focus, options, signal));
  const isVague = events.some(({ focus }) => focus === undefined) || found.includes(undefined);
  const searched = isVague ? await searchRecent(options, signal) : [];
  const seen = [...searched, ...found.flatMap((some) => some ?? [])];
  return [...new Map(seen.map((one) => [`${one.type}/${one.id}`, one])).values()];
}

function distinct(foci: readonly Focus[]): readonly Focus[] {
  const keyOf = (focus: Focus): string =>
    focus.kind === 'reference' ? `${focus.type}/${focus.id}` : JSON.stringify([focus.type, focus.system, focus.value]);
  return [...new Map(foci.map((focus) => [keyOf(focus), focus])).values()];
}

/** `undefined`: it cannot be told. */
async function readFocused(
  focus: Focus,
  { fhir }: ReadChangesOptions,
  signal: AbortSignal,
): Promise<readonly SeenResource[] | undefined> {
  if (focus.kind === 'reference') return [await readReference(fhir, focus, signal)];
  const { type, system, value } = focus;
  if (type === undefined || !isResourceType(type)) return undefined;
  const token = [system ?? [], value].flat().map(escapeToken).join('|');
  const seen = await search(fhir, searchQuery(type, [['identifier', token]]), signal);
  return seen.length > 0 ? seen : undefined;
}

async function readReference(
  fhir: ReadChangesOptions['fhir'],
  { type, id }: { readonly type: string; readonly id: string },
  signal: AbortSignal,
): Promise<SeenResource> {
  if (!isResourceType(type)) return { type, id };
  try {
    return { type, id, resource: await fhir.read(type, id, signal) };
  } catch (error) {
    if (error instanceof CardwrightError && isGone(error.details['status'])) return { type, id };
    throw error;
  }
}

const isGone = (status: unknown): boolean => status === 404 || status === 410;

async function searchRecent(
  { fhir, criteria, receivedAtMs }: ReadChangesOptions,
  signal: AbortSignal,
): Promise<readonly SeenResource[]> {
  const since = new Date(receivedAtMs - lookBackMs).toISOString();
  const found = await inTurns(criteria, (one) =>
    search(fhir, `${one}${one.includes('?') ? '&' : '?'}_lastUpdated=ge${since}&_count=${pageSize}`, signal),
  );
  return found.flat();
}

async function search(
  fhir: ReadChangesOptions['fhir'],
  query: string,
  signal: AbortSignal,
): Promise<readonly SeenResource[]> {
  const { resources, truncated } = await fhir.search(query, signal, limits);
  if (truncated)
    throw new CardwrightError('too-large', 'More has changed at the source than is read for one notification.');
  return resources.flatMap((resource) =>
    resource.id === undefined ? [] : { type: resource.resourceType, id: resource.id, resource },
  );
}

/** R4 search, escaping: `\`, `,`, `$` and `|` stand for something in a token. */
const escapeToken = (text: string): string => text.replaceAll(/[\\,$|]/g, '\\$&');

/** As much as is known here; the server judges the rest, and 404 is an answer. */
const isResourceType = (type: string): type is ResourceType => /^[A-Z][A-Za-z]+$/.test(type);

/** In the order of the items. The first error ends it. */
async function inTurns<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += readsAtOnce)
    results.push(...(await Promise.all(items.slice(start, start + readsAtOnce).map(work))));
  return results;
}
