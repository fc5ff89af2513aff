import { CardwrightError } from '@cardwright/cds-service';
import { errorKind } from '../error-kind.ts';
import type { Host } from '../host.ts';
import type { TakenEvent } from '@cardwright/store';
import { processNotification } from './process-notification.ts';

/** Door 2's background half. */
export interface Worker {
  /** Looks at the inbox soon; many calls lead to one look. */
  readonly wake: () => void;
  /** Resolves when nothing is being processed and nothing due waits. */
  readonly idle: () => Promise<void>;
  /** Ends after the event in hand. */
  readonly stop: () => Promise<void>;
}

const eventsPerTake = 32;
const eventDeadlineMs = 30_000;
const pollMs = 1_000;
const maxAttempts = 8;

/** Waiting time after so many attempts: 1, 2, 4 … seconds, at most 5 minutes. */
const backoffMs = (attempts: number): number => Math.min(1_000 * 2 ** (attempts - 1), 300_000);

/** Errors that no later attempt can mend. */
const permanent = new Set(['bad-json', 'bad-request']);

/** Processes accepted events one after the other, oldest first, with retries; what cannot be processed stays as dead. */
export function createWorker(host: Host): Worker {
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = false;

  const drain = async (): Promise<void> => {
    do {
      again = false;
      const events = await host.store.takeEvents(eventsPerTake, host.now().getTime());
      for (const event of events) {
        if (stopped) return;
        await processTaken(host, event);
      }
      again ||= events.length === eventsPerTake;
    } while (again && !stopped);
  };
  const wake = (): void => {
    again = true;
    if (stopped || running !== undefined) return;
    running = drain()
      .catch((error: unknown) => host.log.error({ kind: errorKind(error) }, 'inbox failed'))
      .finally(() => {
        running = undefined;
        // Woken after the last look and before the end: nobody else would look.
        if (again) wake();
      });
  };
  const timer = setInterval(wake, pollMs);
  timer.unref();
  const idle = async (): Promise<void> => {
    while (running !== undefined) await running;
  };
  return {
    wake,
    idle,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      await idle();
    },
  };
}

async function processTaken(host: Host, event: TakenEvent): Promise<void> {
  const source = host.sources.get(event.source);
  try {
    if (source === undefined) throw new CardwrightError('bad-request', 'The source is no longer configured.');
    const notification = {
      path: event.attributes['path'] ?? '',
      body: Buffer.from(event.body).toString('utf8'),
      receivedAtMs: event.receivedAtMs,
    };
    await processNotification(host, source, notification, AbortSignal.timeout(eventDeadlineMs));
    await host.store.completeEvent(event.id);
  } catch (error) {
    const code = error instanceof CardwrightError ? error.code : 'internal';
    const retry = !permanent.has(code) && event.attempts < maxAttempts;
    const retryAtMs = retry ? host.now().getTime() + backoffMs(event.attempts) : undefined;
    await host.store.failEvent(event.id, code, retryAtMs);
    host.log.warn({ source: event.source, code, attempts: event.attempts, retry }, 'notification not processed');
  }
}
