import { createHash } from 'node:crypto';
import type { JsonLimits } from '../limits/parse-json-body.ts';
import { eventKey, timeOf, versionOf } from './event-key.ts';
import type { NotificationEnvelope } from './notification-envelope.ts';
import type { ChangeEvent, SubscriptionNotification } from './notification-event.ts';
import { readNotification } from './read-notification.ts';
import type { SourceCapabilities } from './source-capabilities.ts';

/** How long a sender may go on repeating the same bytes. Later they are news: a value may be set back to what it was. */
export const repetitionWindowMs = 10 * 60_000;

/** What is larger is not looked into before it is acknowledged. */
const maxReadBytes = 256 * 1024;

/** A notification as it came, and when. */
export interface ArrivedEnvelope extends NotificationEnvelope {
  readonly receivedAtMs: number;
}

/**
 * What makes a notification the same as one that came before; `undefined` for one that is always new. By the keys of its events
 * where each has one; else by its bytes and attributes within a window, where they tell two changes apart. Always new: a path
 * alone, what says nothing of what changed, a delete without an event id, and whatever carries no event (two heartbeats of the
 * same bytes are two signs of life).
 */
export function envelopeKey(
  source: { readonly capabilities: SourceCapabilities; readonly fhirServer: string },
  envelope: ArrivedEnvelope,
  limits: JsonLimits,
): string | undefined {
  const notifications = tryToRead(source, envelope, limits);
  if (notifications === undefined) return byBytes(envelope);
  const told = notifications.flatMap((notification) =>
    notification.events.map((event) => ({ event, key: eventKey(source.capabilities, notification, event) })),
  );
  const carriesNone = notifications.some(({ events }) => events.length === 0);
  if (carriesNone || told.length === 0) return undefined;
  const keys = told.flatMap(({ key }) => key ?? []);
  if (keys.length === told.length) return hash('events', keys.join('\n'));
  const tellsApart = told.every(({ event, key }) => key !== undefined || isToldApart(event));
  return tellsApart ? byBytes(envelope) : undefined;
}

/** Two changes of this shape have different bytes: they hold the version, or the instant of the change. A value alone may come back. */
const isToldApart = (event: ChangeEvent): boolean =>
  !event.isDelete && event.focus !== undefined && (versionOf(event) ?? timeOf(event)) !== undefined;

/** What cannot be read is quarantined later; a repetition of it is still a repetition. */
function tryToRead(
  source: Parameters<typeof envelopeKey>[0],
  envelope: ArrivedEnvelope,
  limits: JsonLimits,
): readonly SubscriptionNotification[] | undefined {
  if (envelope.body.length > maxReadBytes) return undefined;
  try {
    return readNotification(source, envelope, limits);
  } catch {
    return undefined;
  }
}

/** The attributes count: Medplum's delete is `{}` for every resource, and a header says which. */
function byBytes({ body, attributes, receivedAtMs }: ArrivedEnvelope): string {
  const window = Math.floor(receivedAtMs / repetitionWindowMs);
  const sorted = Object.entries(attributes).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return hash(`bytes ${window} ${JSON.stringify(sorted)}`, body);
}

const hash = (about: string, body: Uint8Array | string): string =>
  createHash('sha256').update(`${about}\0`).update(body).digest('hex');
