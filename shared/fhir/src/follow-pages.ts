import type { Bundle } from '@medplum/fhirtypes';
import type { SearchLimits } from './fhir-client.ts';
import { defaultSearchLimits } from './fhir-client.ts';

/** One page of a search or a history, and where the next one is: `unsafe` when there is one that must not be followed. */
export interface SearchPage {
  readonly bundle: Bundle;
  readonly next: string | 'unsafe' | undefined;
}

/**
 * Reads pages until there are no more, a limit is reached, or a page comes round again. `take` is given each and says how many
 * entries are kept by now. True when there was more.
 */
export async function followPages(
  first: string,
  readPage: (url: string) => Promise<SearchPage>,
  take: (bundle: Bundle) => number,
  limits: Partial<SearchLimits> = {},
): Promise<boolean> {
  const { maxPages, maxEntries } = { ...defaultSearchLimits, ...limits };
  const seen = new Set<string>();
  let next: string | undefined = first;
  let kept = 0;
  while (next !== undefined) {
    if (seen.size >= maxPages || seen.has(next) || kept >= maxEntries) return true;
    seen.add(next);
    const page: SearchPage = await readPage(next);
    kept = take(page.bundle);
    if (page.next === 'unsafe') return true;
    next = page.next;
  }
  return kept > maxEntries;
}
