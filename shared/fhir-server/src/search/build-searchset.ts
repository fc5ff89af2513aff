import type { WithId } from '@medplum/core';
import type { Bundle, BundleLink, Resource } from '@medplum/fhirtypes';
import type { CompiledSearch, QueryPair } from './compile-search.ts';

/** A page of matches and the query that it answers. */
export interface SearchsetParts<T extends Resource> {
  readonly resourceType: string;
  readonly pairs: readonly QueryPair[];
  readonly search: CompiledSearch;
  readonly resources: readonly WithId<T>[];
  readonly total: number;
  /** Brought along by `_include` and `_revinclude`; not counted. */
  readonly included: readonly WithId<T>[];
}

/** The searchset Bundle of one page. URLs are relative to the base; `next` is there while more is left. */
export function buildSearchset<T extends Resource>(parts: SearchsetParts<T>): Bundle<WithId<T>> {
  const { resourceType, pairs, search, resources, total, included } = parts;
  const link: BundleLink[] = [{ relation: 'self', url: queryUrl(resourceType, pairs) }];
  const nextOffset = search.offset + search.count;
  if (!search.countOnly && nextOffset < total) {
    const rest = pairs.filter(([name]) => name !== '_offset' && name !== '_count');
    link.push({
      relation: 'next',
      url: queryUrl(resourceType, [...rest, ['_count', String(search.count)], ['_offset', String(nextOffset)]]),
    });
  }
  const entryOf = (mode: 'match' | 'include') => (resource: WithId<T>) => ({
    fullUrl: `${resource.resourceType}/${resource.id}`,
    resource,
    search: { mode },
  });
  const entry = [...resources.map(entryOf('match')), ...included.map(entryOf('include'))];
  return { resourceType: 'Bundle', type: 'searchset', total, link, ...(entry.length > 0 && { entry }) };
}

function queryUrl(resourceType: string, pairs: readonly QueryPair[]): string {
  const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
  return query === '' ? resourceType : `${resourceType}?${query}`;
}
