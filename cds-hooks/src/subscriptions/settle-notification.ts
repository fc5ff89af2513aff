import { CardwrightError } from '@cardwright/cds-service';
import type { TakenEvent } from '@cardwright/store';
import type { Host, Source } from '../host.ts';
import { criteriaOf } from './criteria-of.ts';
import { judgeChanges, type SeenResource } from './judge-changes.ts';
import type { ChangeEvent, SubscriptionNotification } from './notification-event.ts';
import { readChanges } from './read-changes.ts';
import { askSweep } from './sweep/ask-sweep.ts';

/**
 * Asks the source what it says now of everything that a notification names, and writes down whose record is to be looked at, in one
 * commit with the completion of the notification. Handshakes, heartbeats and answers to our own questions change nobody; where more
 * has changed than is read for one notification, the source is to be swept. Errors: the client's and the store's; nothing is settled
 * then.
 */
export async function settleNotification(
  host: Host,
  source: Source,
  event: Pick<TakenEvent, 'id' | 'receivedAtMs'>,
  notifications: readonly SubscriptionNotification[],
  signal: AbortSignal,
): Promise<void> {
  const events = notifications.filter(({ type }) => type === 'event-notification').flatMap(({ events: some }) => some);
  const heard = events.filter(hearing(host));
  const seen = await readOrAskSweep(host, source, { heard, receivedAtMs: event.receivedAtMs }, signal);
  const known = await host.store.readSightings(
    source.id,
    seen.map(({ type, id }) => `${type}/${id}`),
  );
  const judged = judgeChanges({
    source: source.id,
    seen,
    known: new Map(known.map((one) => [one.resource, one])),
    services: host.services.values(),
  });
  const { debounceMs, maxDebounceMs: maxWaitMs } = host.limits;
  const timing = { nowMs: host.now().getTime(), debounceMs, maxWaitMs };
  await host.store.settleEvent(event.id, { ...judged, timing });
  host.traffic.note(source, notifications, event.receivedAtMs);
}

interface Heard {
  readonly heard: readonly ChangeEvent[];
  readonly receivedAtMs: number;
}

/** More than one notification can stand for is a sweep's: to read it again and again would give it up in the end. */
async function readOrAskSweep(
  host: Host,
  source: Source,
  { heard, receivedAtMs }: Heard,
  signal: AbortSignal,
): Promise<readonly SeenResource[]> {
  try {
    const criteria = criteriaOf(host, source);
    return await readChanges(heard, { fhir: source.fhir, criteria, receivedAtMs }, signal);
  } catch (error) {
    if (!(error instanceof CardwrightError && error.code === 'too-large')) throw error;
    await askSweep(host.store, source.id, host.now().getTime());
    host.log.warn({ source: source.id }, 'more has changed than is read for one notification: a sweep is asked for');
    return [];
  }
}

/** What no service listens to is not read: a notification of what we wrote ourselves costs nothing. Patients are heard for merges. */
function hearing({ services }: Pick<Host, 'services'>): (event: ChangeEvent) => boolean {
  const listened = [...services.values()].flatMap(({ service }): readonly string[] => service.manifest.notifications);
  const types = new Set([...listened, 'Patient']);
  return ({ focus }) => focus?.type === undefined || types.has(focus.type);
}
