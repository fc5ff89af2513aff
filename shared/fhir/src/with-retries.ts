import { CardwrightError } from '@cardwright/cds-service';
import type { RetryPolicy } from './retry-policy.ts';

const firstWaitMs = 200;

/** Too busy, or a gateway without the server behind it: nothing was decided, so the same request may be answered later. */
const busy: ReadonlySet<unknown> = new Set([429, 502, 503, 504]);

/**
 * Sends until it is answered, attempts run out, or the signal ends the wait (`deadline-exceeded`). Waits as long as the server
 * asks (`details.retryAfterMs`), else twice as long each time, give or take a half, so that many do not come back at once.
 */
export async function withRetries<T>(send: () => Promise<T>, policy: RetryPolicy, signal: AbortSignal): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await send();
    } catch (error) {
      const waitMs = waitFor(error, attempt, policy);
      if (waitMs === undefined) throw error;
      await policy.wait(waitMs, signal).catch(() => {
        throw new CardwrightError('deadline-exceeded', 'The FHIR server did not answer in time.');
      });
    }
  }
}

/** `undefined`: another attempt is of no use, or not to be had. */
function waitFor(error: unknown, attempt: number, { maxAttempts, maxWaitMs, random }: RetryPolicy): number | undefined {
  if (attempt >= maxAttempts || !(error instanceof CardwrightError)) return undefined;
  const { status, retryAfterMs } = error.details;
  if (error.code !== 'fhir-unreachable' && !(error.code === 'fhir-refused' && busy.has(status))) return undefined;
  if (typeof retryAfterMs === 'number') return retryAfterMs <= maxWaitMs ? retryAfterMs : undefined;
  return Math.min(maxWaitMs, firstWaitMs * 2 ** (attempt - 1) * (0.5 + random()));
}
