import { OperationOutcomeError, badRequest } from '@medplum/core';
import { parseFhirTime } from '@cardwright/fhir';
import type { QueryPair } from '../search/compile-search.ts';
import { defaultPageSize, maxPageSize } from '../search/read-paging.ts';

/** Which part of a history is asked for. */
export interface HistoryQuery {
  /** Versions made at or after this, epoch ms. */
  readonly sinceMs: number;
  readonly count: number;
  /** Only versions below this sequence number: where the page before ended. */
  readonly before: number;
}

const control = new Set(['_format', '_pretty']);

/** Reads `_since`, `_count` and the cursor of a `next` link. Error: 400 that names the parameter. */
export function readHistoryQuery(pairs: readonly QueryPair[]): HistoryQuery {
  const query = { sinceMs: -Infinity, count: defaultPageSize, before: Infinity };
  for (const [name, value] of pairs) {
    if (name === '_since') query.sinceMs = parseFhirTime(value)?.start ?? refuse(name);
    else if (name === '_count') query.count = Math.min(wholeNumber(name, value), maxPageSize);
    else if (name === '_cursor') query.before = wholeNumber(name, value);
    else if (!control.has(name)) refuse(name);
  }
  return query;
}

const wholeNumber = (name: string, value: string): number =>
  /^[1-9]\d{0,15}$/.test(value) ? Number(value) : refuse(name);

function refuse(name: string): never {
  throw new OperationOutcomeError(badRequest(`The history parameter "${name}" is not supported, or its value is not.`));
}
