import type { QueryPair } from '../search/compile-search.ts';

/** A parsed query or form as pairs; repeated names keep their order. */
export const queryOf = (query: Readonly<Record<string, unknown>>): readonly QueryPair[] =>
  Object.entries(query).flatMap(([name, value]) => [value ?? ''].flat().map((one): QueryPair => [name, String(one)]));
