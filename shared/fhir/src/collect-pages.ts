import type { Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import type { SearchLimits, SearchResult } from './fhir-client.ts';
import { defaultSearchLimits } from './fhir-client.ts';
import { followPages, type SearchPage } from './follow-pages.ts';

/** All pages of a search within the limits. */
export async function collectPages(
  first: string,
  readPage: (url: string) => Promise<SearchPage>,
  limits: Partial<SearchLimits> = {},
): Promise<SearchResult> {
  const { maxEntries } = { ...defaultSearchLimits, ...limits };
  const resources: Resource[] = [];
  const outcomes: OperationOutcome[] = [];
  const take = (bundle: Bundle): number => {
    for (const { resource } of bundle.entry ?? []) {
      if (resource?.resourceType === 'OperationOutcome') outcomes.push(resource);
      else if (resource) resources.push(resource);
    }
    return resources.length;
  };
  const truncated = await followPages(first, readPage, take, limits);
  return { resources: resources.slice(0, maxEntries), truncated, outcomes };
}
