/** A terminology server and how it is asked. */
export interface TerminologyServer {
  /** Base URL; checked before it is asked. */
  readonly baseUrl: string;
  readonly fetch: typeof fetch;
  /** The `Authorization` header, where one is needed. */
  readonly authorization?: string;
}

/** Limits of a refresh. */
export interface RefreshLimits {
  readonly pageSize: number;
  readonly maxPages: number;
  readonly maxCodes: number;
  readonly maxPageBytes: number;
  /** For all pages of one published value set. */
  readonly deadlineMs: number;
}

export const refreshLimits: RefreshLimits = {
  pageSize: 1_000,
  maxPages: 100,
  maxCodes: 50_000,
  maxPageBytes: 16 * 1024 * 1024,
  deadlineMs: 300_000,
};
