import type { ChangeEvent, SubscriptionNotification } from './notification-event.ts';
import type { SourceCapabilities } from './source-capabilities.ts';

/**
 * The text by which an event of a source is known again, from what the source is declared to mean; `undefined` where nothing in it
 * is unique. In order: the event's own id; the version of the resource; the event number, where numbers count up.
 * Version ids and numbers start anew when a server is restored or restarted, so the time that the sender gave is part of the key
 * (a repetition has the same), and without a time they are no key: to process an event twice costs a read, to take a new one for an
 * old one loses it. A delete has a key by the event's id alone: a
 * resource may come back, and go again, with nothing in between that we saw.
 */
export function eventKey(
  { eventNumber, hasEventIds }: Pick<SourceCapabilities, 'eventNumber' | 'hasEventIds'>,
  { subscription }: Pick<SubscriptionNotification, 'subscription'>,
  event: ChangeEvent,
): string | undefined {
  if (hasEventIds && event.id !== undefined) return `event ${event.id}`;
  const at = timeOf(event);
  if (event.isDelete || at === undefined) return undefined;
  const { focus, number } = event;
  const versionId = versionOf(event);
  if (focus?.kind === 'reference' && versionId !== undefined)
    return `version ${focus.type}/${focus.id}/_history/${versionId} ${at}`;
  const counts = eventNumber === 'monotonic' && number !== undefined && number > 0n && subscription !== undefined;
  return counts ? `number ${subscription} ${number} ${at}` : undefined;
}

/** The instant of the change, as far as the sender says it: a day alone (HAPI's `valueDate`) tells nothing apart. */
export function timeOf({ resource, timestamp }: ChangeEvent): string | undefined {
  const lastUpdated: unknown = resource?.meta?.lastUpdated;
  return [lastUpdated, timestamp].find((time): time is string => typeof time === 'string' && time.includes('T'));
}

/** Of the reference, else of the resource that came with it. */
export function versionOf({ focus, resource }: ChangeEvent): string | undefined {
  if (focus?.kind === 'reference' && focus.versionId !== undefined) return focus.versionId;
  const versionId: unknown = resource?.meta?.versionId;
  return typeof versionId === 'string' ? versionId : undefined;
}
