import { CardwrightError } from '@cardwright/cds-service';
import { createRateLimiter } from './create-rate-limiter.ts';

/** What every call passes before its body is parsed. */
export interface CallGate {
  /**
   * Lets a call in and gives the function that lets it out; calling that twice does nothing more.
   * Errors, both with `details.retryAfterSeconds`: `too-many-requests` (the client's rate), `overloaded` (ours).
   */
  readonly enter: (client: string) => Promise<() => void>;
}

export interface CallGateOptions {
  readonly maxConcurrentCalls: number;
  /** How long a call waits for a place, and so how long the queue can get: a client would rather hear 503 than nothing. */
  readonly maxWaitMs?: number;
  /** Calls that wait at once; default as many as run. */
  readonly maxWaitingCalls?: number;
  /** Calls a minute of a client; `undefined` for no limit. */
  readonly ratePerMinuteOf: (client: string) => number | undefined;
  /** A clock that never goes back, milliseconds. */
  readonly nowMs: () => number;
}

interface Waiting {
  readonly proceed: () => void;
  readonly timer: NodeJS.Timeout;
}

/** Bounded concurrency with a short bounded wait, first come first served, and a rate for each client. */
export function createCallGate(options: CallGateOptions): CallGate {
  const { maxConcurrentCalls, maxWaitMs = 250, maxWaitingCalls = maxConcurrentCalls } = options;
  const takeToken = createRateLimiter({ nowMs: options.nowMs });
  const waiting = new Set<Waiting>();
  let running = 0;

  const leave = (): void => {
    const [next] = waiting;
    // The place passes on without being counted down: nobody can slip in between.
    if (next === undefined) return void (running -= 1);
    waiting.delete(next);
    clearTimeout(next.timer);
    next.proceed();
  };
  const waitForPlace = (): Promise<void> =>
    new Promise((proceed, reject) => {
      const entry: Waiting = {
        proceed,
        timer: setTimeout(() => {
          waiting.delete(entry);
          reject(overloaded());
        }, maxWaitMs),
      };
      waiting.add(entry);
    });
  return {
    enter: async (client) => {
      refuseTooMany(takeToken, client, options.ratePerMinuteOf(client));
      if (running < maxConcurrentCalls) running += 1;
      else if (waiting.size >= maxWaitingCalls) throw overloaded();
      else await waitForPlace();
      return once(leave);
    },
  };
}

function refuseTooMany(
  takeToken: ReturnType<typeof createRateLimiter>,
  client: string,
  rate: number | undefined,
): void {
  const retryAfterSeconds = rate === undefined ? 0 : takeToken(client, rate);
  if (retryAfterSeconds === 0) return;
  throw new CardwrightError('too-many-requests', 'This client calls more often than agreed.', { retryAfterSeconds });
}

const overloaded = (): CardwrightError =>
  new CardwrightError('overloaded', 'There are more calls than can be answered in time.', { retryAfterSeconds: 1 });

function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (done) return;
    done = true;
    run();
  };
}
