import { OperationOutcomeError, badRequest } from '@medplum/core';
import type { QueryPair } from './compile-search.ts';
import { searchParameters } from './search-parameters.ts';

/** Resources on a page when the query has no `_count`. */
export const defaultPageSize = 100;
/** Most resources on a page; a larger `_count` gets this many and a `next` link. */
export const maxPageSize = 1000;

/** One key of `_sort`: a date parameter or `_id`. */
export interface SortRule {
  readonly name: string;
  readonly descending: boolean;
}

/** Which part of the matches is answered, and in which order. */
export interface Paging {
  readonly sort: readonly SortRule[];
  readonly count: number;
  readonly offset: number;
  /** `_summary=count`: the total and no entries. */
  readonly countOnly: boolean;
}

/** Reads `_sort`, `_count`, `_offset` and `_summary`. Error: 400 with the parameter's name. */
export function readPaging(resourceType: string, pairs: readonly QueryPair[]): Paging {
  const last = new Map(pairs);
  const summary = last.get('_summary');
  if (summary !== undefined && summary !== 'count' && summary !== 'false') throw refused('_summary');
  const count = wholeNumber('_count', last.get('_count')) ?? defaultPageSize;
  return {
    sort: sortRules(resourceType, last.get('_sort')),
    count: Math.min(count, maxPageSize),
    offset: wholeNumber('_offset', last.get('_offset')) ?? 0,
    countOnly: summary === 'count' || count === 0,
  };
}

function sortRules(resourceType: string, written: string | undefined): readonly SortRule[] {
  const sortable = new Set(
    searchParameters(resourceType).flatMap(({ name, type }) => (type === 'date' || name === '_id' ? [name] : [])),
  );
  return (written ?? '')
    .split(',')
    .filter(Boolean)
    .map((rule) => {
      const descending = rule.startsWith('-');
      const name = descending ? rule.slice(1) : rule;
      if (!sortable.has(name)) throw refused(`_sort=${rule}`);
      return { name, descending };
    });
}

function wholeNumber(name: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (!/^\d{1,9}$/.test(value)) throw refused(name);
  return Number(value);
}

const refused = (what: string): OperationOutcomeError =>
  new OperationOutcomeError(badRequest(`The value of search parameter "${what}" is not supported.`));
