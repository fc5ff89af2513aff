import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { SearchLimits, SearchResult } from './fhir-client.ts';
import { defaultSearchLimits } from './fhir-client.ts';

/** One page of a search, and where the next one is: `unsafe` when there is one that must not be followed. */
export interface SearchPage {
  readonly bundle: Bundle;
  readonly next: string | 'unsafe' | undefined;
}

/** Reads pages until there are no more, a limit is reached, or a page comes round again. */
export async function collectPages(
  first: string,
  readPage: (url: string) => Promise<SearchPage>,
  limits: Partial<SearchLimits> = {},
): Promise<SearchResult> {
  const { maxPages, maxEntries } = { ...defaultSearchLimits, ...limits };
  const resources: Resource[] = [];
  const outcomes: OperationOutcome[] = [];
  const seen = new Set<string>();
  let next: string | undefined = first;
  while (next !== undefined) {
    if (seen.size >= maxPages || seen.has(next) || resources.length >= maxEntries)
      return cut(resources, outcomes, maxEntries);
    seen.add(next);
    const page: SearchPage = await readPage(next);
    takeEntries(page.bundle, resources, outcomes);
    if (page.next === 'unsafe') return cut(resources, outcomes, maxEntries);
    next = page.next;
  }
  return { resources: resources.slice(0, maxEntries), truncated: resources.length > maxEntries, outcomes };
}

function cut(resources: readonly Resource[], outcomes: readonly OperationOutcome[], maxEntries: number): SearchResult {
  return { resources: resources.slice(0, maxEntries), truncated: true, outcomes };
}

function takeEntries(bundle: Bundle, resources: Resource[], outcomes: OperationOutcome[]): void {
  for (const { resource } of bundle.entry ?? []) {
    if (resource?.resourceType === 'OperationOutcome') outcomes.push(resource);
    else if (resource) resources.push(resource);
  }
}
