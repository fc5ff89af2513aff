/** How requests that are safe to repeat are repeated. */
export interface RetryPolicy {
  /** Requests in all, the first included. */
  readonly maxAttempts: number;
  /** No single wait is longer; a server that asks for more (`Retry-After`) is not waited for: its refusal is the answer. */
  readonly maxWaitMs: number;
  /** Milliseconds since 1970, for a `Retry-After` that is a date. */
  readonly now: () => number;
  /** 0 to 1. */
  readonly random: () => number;
  /** Rejects when the signal is aborted. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
}
