import type { Filter, SearchRequest } from '@medplum/core';
import type { QueryPair } from './compile-search.ts';

const prefixes = new Set<string>(['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb', 'ap', 'sw']);

/**
 * A Medplum SearchRequest as the name-value pairs of the query it was parsed from. What compileSearch does not know
 * (`_include`, `_elements`, …) is passed on, so that it is refused there by name.
 * Medplum's parser takes `eq` followed by a digit off any value, ids included; that alone cannot be brought back.
 */
export function writeQuery(request: SearchRequest): readonly QueryPair[] {
  const optional = (name: string, value: string | number | undefined): readonly QueryPair[] =>
    value === undefined ? [] : [[name, String(value)]];
  return [
    ...(request.filters ?? []).map(filterPair),
    ...optional(
      '_sort',
      request.sortRules?.map(({ code, descending }) => `${descending === true ? '-' : ''}${code}`).join(','),
    ),
    ...optional('_count', request.count),
    ...optional('_offset', request.offset),
    ...optional('_cursor', request.cursor),
    ...optional('_summary', request.summary),
    ...optional('_elements', request.fields?.join(',')),
    ...optional('_type', request.types?.join(',')),
    ...optional('_include', request.include && 'include'),
    ...optional('_revinclude', request.revInclude && 'revinclude'),
  ];
}

function filterPair({ code, operator, value }: Filter): QueryPair {
  if (operator === 'eq') return [code, value];
  return prefixes.has(operator) ? [code, `${operator}${value}`] : [`${code}:${operator}`, value];
}
