import { OperationOutcomeError, notFound } from '@medplum/core';
import type { Bundle, BundleEntry, BundleLink } from '@medplum/fhirtypes';
import { isResourceType } from '../repository/resource-types.ts';
import type { Resources } from '../repository/resources.ts';
import type { StoreRecord } from '../repository/store-record.ts';
import type { HistoryScope, LoggedVersion } from '../repository/version-log.ts';
import type { QueryPair } from '../search/compile-search.ts';
import { readHistoryQuery, type HistoryQuery } from './read-history-query.ts';

/**
 * One page of a history, newest first, deletes as entries without a resource. URLs are relative to the base; `next` goes
 * on below the last entry, so that pages neither overlap nor skip while others write.
 * Error: 404 for an unknown type and for a resource that never was, 400 for an unsupported parameter.
 * Source: https://hl7.org/fhir/R4/http.html#history.
 */
export function buildHistory(resources: Resources, scope: HistoryScope, pairs: readonly QueryPair[]): Bundle {
  const { resourceType, id } = scope;
  if (resourceType !== undefined && !isResourceType(resourceType)) throw new OperationOutcomeError(notFound);
  const query = readHistoryQuery(pairs);
  const versions = resources.history(scope);
  if (id !== undefined && versions.length === 0) throw new OperationOutcomeError(notFound);
  const asked = versions.filter(({ record }) => timeOf(record) >= query.sinceMs);
  const left = asked.filter(({ sequence }) => sequence < query.before).toReversed();
  const page = left.slice(0, query.count);
  return {
    resourceType: 'Bundle',
    type: 'history',
    total: asked.length,
    link: links(scope, pairs, query, left.length > page.length ? page.at(-1) : undefined),
    ...(page.length > 0 && { entry: page.map(({ record }) => historyEntry(record)) }),
  };
}

/** A version as an entry of a history Bundle. */
export function historyEntry(record: StoreRecord): BundleEntry {
  if ('deleted' in record) {
    const { resourceType, id, versionId, lastUpdated } = record.deleted;
    return {
      fullUrl: `${resourceType}/${id}`,
      request: { method: 'DELETE', url: `${resourceType}/${id}` },
      response: { status: '204', etag: `W/"${versionId}"`, lastModified: lastUpdated },
    };
  }
  const { put, method } = record;
  const url = `${put.resourceType}/${put.id}`;
  return {
    fullUrl: url,
    resource: put,
    request: { method, url: method === 'POST' ? put.resourceType : url },
    response: {
      status: put.meta?.versionId === '1' ? '201' : '200',
      etag: `W/"${put.meta?.versionId ?? ''}"`,
      ...(put.meta?.lastUpdated !== undefined && { lastModified: put.meta.lastUpdated }),
    },
  };
}

const timeOf = (record: StoreRecord): number =>
  Date.parse('put' in record ? (record.put.meta?.lastUpdated ?? '') : record.deleted.lastUpdated);

function links(
  { resourceType, id }: HistoryScope,
  pairs: readonly QueryPair[],
  query: HistoryQuery,
  last: LoggedVersion | undefined,
): BundleLink[] {
  const path = [resourceType, id, '_history'].filter((part) => part !== undefined).join('/');
  const url = (query: readonly QueryPair[]): string =>
    query.length === 0
      ? path
      : `${path}?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, value])).toString()}`;
  const self = { relation: 'self', url: url(pairs) };
  if (!last) return [self];
  const rest = pairs.filter(([name]) => name !== '_count' && name !== '_cursor');
  const next: readonly QueryPair[] = [...rest, ['_count', String(query.count)], ['_cursor', String(last.sequence)]];
  return [self, { relation: 'next', url: url(next) }];
}
