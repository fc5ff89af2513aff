/**
 * Whether a query was answered: `data` (with entries), `none` (asked, nothing there), `failed` (an OperationOutcome or
 * an error in its place), `omitted` (nobody asked, or the client left the key out).
 */
export type QueryState = 'data' | 'none' | 'failed' | 'omitted';

/**
 * What is known about the queries behind a record, by prefetch key.
 * A whole-chart source (a Bundle on the command line) answers `data` for every key.
 */
export interface Coverage {
  readonly state: (prefetchKey: string) => QueryState;
  /** True when the answer was cut off by `_count` or an unread next page. */
  readonly truncated: (prefetchKey: string) => boolean;
}

/** Coverage of a source that holds the whole chart. */
export const wholeChart: Coverage = { state: () => 'data', truncated: () => false };
