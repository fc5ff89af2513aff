/** Takes one call's token of a client. Gives 0 when there was one, else the seconds (≥ 1) until there will be. */
export type RateLimiter = (client: string, ratePerMinute: number) => number;

export interface RateLimiterOptions {
  /** A clock that never goes back, milliseconds. */
  readonly nowMs: () => number;
  /** Clients remembered at once; beyond it the one not seen for longest is forgotten, which errs on its side. */
  readonly maxClients?: number;
}

const minuteMs = 60_000;

/**
 * The generic cell rate algorithm, which is a token bucket kept as one time: when the bucket will be full again. A client
 * that was quiet for a minute may send a minute's worth at once, and `ratePerMinute` a minute after that. Memory is bounded
 * by `maxClients`, whatever names or addresses come.
 */
export function createRateLimiter({ nowMs, maxClients = 10_000 }: RateLimiterOptions): RateLimiter {
  const fullAtMs = new Map<string, number>();
  return (client, ratePerMinute) => {
    const now = nowMs();
    const fullAt = Math.max(now, fullAtMs.get(client) ?? now);
    const tokenMs = minuteMs / ratePerMinute;
    const waitMs = fullAt + tokenMs - minuteMs - now;
    // Deleted first, so that the map's order is the order of last use.
    fullAtMs.delete(client);
    fullAtMs.set(client, waitMs > 0 ? fullAt : fullAt + tokenMs);
    const [oldest] = fullAtMs.keys();
    if (fullAtMs.size > maxClients && oldest !== undefined) fullAtMs.delete(oldest);
    return waitMs > 0 ? Math.ceil(waitMs / 1000) : 0;
  };
}
