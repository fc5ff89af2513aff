import { CardwrightError } from '@cardwright/cds-service';
import type { TakenEvent, TakenWork } from '@cardwright/store';
import { errorKind } from '../error-kind.ts';
import type { Host, Source } from '../host.ts';
import { answerPatient } from './answer-patient.ts';
import { isTransient } from '../is-transient.ts';
import { createPump } from './create-pump.ts';
import { createShares, type Shares } from './create-shares.ts';
import { holdSuspects } from './hold-suspects.ts';
import type { SubscriptionNotification } from './notification-event.ts';
import { readNotification } from './read-notification.ts';
import { settleNotification } from './settle-notification.ts';

/** Door 2's background half. */
export interface Worker {
  /** Looks at the inbox soon; many calls lead to one look. */
  readonly wake: () => void;
  /** Resolves when nothing is in hand and nothing that is due waits. */
  readonly idle: () => Promise<void>;
  /**
   * Takes nothing more and ends after what is in hand. What does not end within the drain time is stopped and due again at once, for
   * whoever takes it next; doing it again writes nothing twice.
   */
  readonly stop: () => Promise<void>;
}

const notificationsAtOnce = 32;
const patientsAtOnce = 8;
const pollMs = 1_000;
const maxAttempts = 8;
/** A source that is away is asked for so long: what it tells next may be long in coming, and no sweep looks twice at a known version. */
const patienceMs = 24 * 60 * 60_000;
/** So many attempts in a row that never ended, and it is given up: its process dies of it. */
const maxAbandoned = 5;
/** Shorter than the store's lease, so that nobody else has it meanwhile. */
const workDeadlineMs = 30_000;

/** How long what was told to stop may take to say so; after that its lease ends by itself. */
const letGoMs = 1_000;

/** Waiting time after so many attempts: 1, 2, 4 … seconds, at most 5 minutes. */
const backoffMs = (attempts: number): number => Math.min(1_000 * 2 ** (attempts - 1), 300_000);

/**
 * Works off accepted notifications and, after them, the patients whom they concern: each patient by one worker at a time, over all
 * processes on the store, and once for all notifications that came meanwhile. What fails is tried again; what goes on failing is given
 * up, kept, and revived by the next notification or by an operator; a source that is away for less than a day costs nothing. Where there
 * are several sources, one that hangs holds half of the places at most. What a process dies of is given up as well; until that is known
 * it is tried with nothing beside it. An attempt that goes on after `deadlineMs`, in which it is told to stop, loses its place.
 */
export function createWorker(host: Host, deadlineMs = workDeadlineMs): Worker {
  const onError = (error: unknown): void => host.log.error({ kind: errorKind(error) }, 'inbox failed');
  const nowMs = () => host.now().getTime();
  const elapsedMs = () => performance.now();
  const ending = new AbortController();
  const attempt: Attempt = { host, ending: ending.signal, deadlineMs };
  const share = (places: number): Shares => createShares(places, host.sources.size);
  const [patientShares, eventShares] = [share(patientsAtOnce), share(notificationsAtOnce)];
  const takenWork = holdSuspects<TakenWork>({
    take: (limit, suspects) => host.store.takeWork(limit, nowMs(), patientShares.now(), suspects),
    work: (work) => patientShares.holding(work.source, () => inPlace(attempt, work, answerTaken)),
    elapsedMs,
  });
  const patients = createPump<TakenWork>({ atOnce: patientsAtOnce, pollMs, onError, ...takenWork });
  // A timer for each: a patient who was notified just before another one is not to wait for both.
  const wakeLater = (): void => void setTimeout(patients.wake, host.limits.debounceMs).unref();
  const takenEvents = holdSuspects<TakenEvent>({
    take: (limit, suspects) => host.store.takeEvents(limit, nowMs(), eventShares.now(), suspects),
    work: (event) => eventShares.holding(event.source, () => inPlace(attempt, event, settleTaken)).then(wakeLater),
    elapsedMs,
  });
  const inbox = createPump<TakenEvent>({ atOnce: notificationsAtOnce, pollMs, onError, ...takenEvents });
  const idle = async (): Promise<void> => {
    await inbox.idle();
    patients.wake();
    await patients.idle();
  };
  return {
    wake: inbox.wake,
    idle,
    stop: async () => {
      const ended = Promise.all([inbox.stop(), patients.stop()]);
      if (await isWithin(ended, host.limits.drainMs)) return;
      ending.abort();
      if (await isWithin(ended, letGoMs)) return;
      // What does not even let go was stopped by us: it is not the work's fault.
      const events = [...takenEvents.inHand].map((event) => notSettled(attempt, event, tooLate()));
      const works = [...takenWork.inHand].map((work) => notAnswered(attempt, work, tooLate()));
      await isWithin(Promise.all([...events, ...works]).catch(onError), letGoMs);
    },
  };
}

/** A wait that does not keep the process alive is `idle`. */
async function isWithin(work: Promise<unknown>, ms: number, wait: 'busy' | 'idle' = 'busy'): Promise<boolean> {
  const late = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => late.resolve(false), ms);
  if (wait === 'idle') timer.unref();
  const isDone = await Promise.race([work.then(() => true), late.promise]);
  clearTimeout(timer);
  return isDone;
}

/** What every attempt has to do with. */
interface Attempt {
  readonly host: Host;
  /** Aborted when the drain is over. */
  readonly ending: AbortSignal;
  readonly deadlineMs: number;
}

const tooLate = () => new CardwrightError('deadline-exceeded', 'It did not end in time.');

/** Until it has ended, or should have: its lease then ends by itself, and whoever takes it next counts it as abandoned. */
async function inPlace<T extends { readonly source: string }>(
  attempt: Attempt,
  item: T,
  work: (attempt: Attempt, item: T) => Promise<void>,
): Promise<void> {
  const { host, deadlineMs } = attempt;
  if (await isWithin(work(attempt, item), deadlineMs + letGoMs, 'idle')) return;
  host.log.error({ source: item.source }, 'an attempt does not end');
}

const settleTaken = (attempt: Attempt, event: TakenEvent): Promise<void> =>
  attempt.host.tracing.span('settle', { 'cardwright.source': event.source }, () => settle(attempt, event), {
    traceparent: event.attributes['traceparent'],
  });

const answerTaken = (attempt: Attempt, work: TakenWork): Promise<void> =>
  attempt.host.tracing.span('patient', { 'cardwright.source': work.source }, () => answer(attempt, work));

const deadline = ({ ending, deadlineMs }: Attempt): AbortSignal =>
  AbortSignal.any([ending, AbortSignal.timeout(deadlineMs)]);

/**
 * An attempt that never ended tells nobody; whoever takes its item next does.
 * @throws CardwrightError `abandoned` when there were so many in a row
 */
function tellAbandoned({ host }: Attempt, stage: 'settle' | 'answer', item: TakenEvent | TakenWork): void {
  const { source, abandoned } = item;
  if (abandoned === 0) return;
  if (abandoned >= maxAbandoned) throw new CardwrightError('abandoned', 'Attempts at this never ended.');
  host.metrics.countFailedAttempt(stage, source, 'abandoned', true);
  host.log.warn({ source, code: 'abandoned', abandoned, retry: true }, 'an attempt never ended');
}

async function settle(attempt: Attempt, event: TakenEvent): Promise<void> {
  const { host } = attempt;
  try {
    tellAbandoned(attempt, 'settle', event);
    const source = sourceOf(host, event);
    const notifications = await readTaken(host, source, event);
    if (notifications === undefined) return;
    await settleNotification(host, source, event, notifications, deadline(attempt));
  } catch (error) {
    await notSettled(attempt, event, error);
  }
}

async function notSettled({ host, ending }: Attempt, event: TakenEvent, error: unknown): Promise<void> {
  const { source, attempts } = event;
  const code = codeOf(error);
  const retryAtMs = retryTime(host, { error, attempts, sinceMs: event.receivedAtMs }, ending);
  await host.store.failEvent(event.id, code, retryAtMs);
  host.metrics.countFailedAttempt('settle', source, code, retryAtMs !== undefined);
  host.log.warn({ source, code, attempts, retry: retryAtMs !== undefined }, 'notification not processed');
}

/** What an adapter cannot read no later attempt can mend: it is kept for an operator, who is told. */
async function readTaken(
  host: Host,
  source: Source,
  event: TakenEvent,
): Promise<readonly SubscriptionNotification[] | undefined> {
  try {
    return readNotification(source, event, host.limits);
  } catch (error) {
    const code = codeOf(error);
    await host.store.quarantineEvent(event.id, code);
    host.metrics.countNotification(event.source, 'quarantined');
    host.log.error({ source: event.source, event: event.id, code }, 'notification quarantined');
    return undefined;
  }
}

async function answer(attempt: Attempt, work: TakenWork): Promise<void> {
  const { host } = attempt;
  const { source, patient } = work;
  try {
    tellAbandoned(attempt, 'answer', work);
    const again = await answerPatient(host, sourceOf(host, work), work, deadline(attempt));
    await host.store.completeWork(work, host.now().getTime());
    // After its completion, so that it waits for its time: what the clock alone may change.
    for (const { service, atMs } of again) {
      const timing = { nowMs: atMs, debounceMs: 0, maxWaitMs: 0 };
      await host.store.wakePatients([{ source, patient, services: [service] }], timing);
    }
  } catch (error) {
    await notAnswered(attempt, work, error);
  }
}

async function notAnswered({ host, ending }: Attempt, work: TakenWork, error: unknown): Promise<void> {
  const { source, attempts } = work;
  const code = codeOf(error);
  const retryAtMs = retryTime(host, { error, attempts, sinceMs: work.wokenAtMs }, ending);
  await host.store.failWork(work, code, retryAtMs);
  host.metrics.countFailedAttempt('answer', source, code, retryAtMs !== undefined);
  host.log.warn({ source, code, attempts, retry: retryAtMs !== undefined }, 'patient not answered');
}

function sourceOf(host: Host, { source: id }: { readonly source: string }): Source {
  const source = host.sources.get(id);
  if (source === undefined) throw new CardwrightError('unknown-source', 'The source is no longer configured.');
  return source;
}

const codeOf = (error: unknown): string => (error instanceof CardwrightError ? error.code : 'internal');

interface Failed {
  readonly error: unknown;
  readonly attempts: number;
  /** Since when it waits to be done. */
  readonly sinceMs: number;
}

/** `undefined`: tried often enough, for long enough where the source is away, or deadly. What we stopped ourselves is due at once. */
function retryTime(host: Host, { error, attempts, sinceMs }: Failed, ending: AbortSignal): number | undefined {
  const nowMs = host.now().getTime();
  if (codeOf(error) === 'abandoned') return undefined;
  if (ending.aborted) return nowMs;
  const goesOn = attempts < maxAttempts || (isTransient(error) && nowMs - sinceMs < patienceMs);
  return goesOn ? nowMs + backoffMs(attempts) : undefined;
}
