import { CardwrightError } from '@cardwright/cds-service';
import { isObject, isResource, parseReference } from '@cardwright/fhir';
import type { ChangeEvent, NotificationType, SubscriptionNotification } from '../notification-event.ts';
import { eventOf } from './event-of.ts';
import { readCounter } from './read-counter.ts';
import { readEntry, type ReadEntry } from './read-entry.ts';
import { readFocus } from './read-focus.ts';
import { isStatus } from './read-rest-hook.ts';
import { readText } from './read-text.ts';
import type { Received } from './received.ts';
import { elementMembers, parameterMembers, type StatusMembers } from './status-members.ts';
import { toList } from './to-list.ts';

/** What the topic adds to an event, where a source's topics say more than the standard asks for. */
export type TopicFacts = (topic: string | undefined) => { readonly type?: string; readonly isDelete?: boolean };

/**
 * A Bundle with one or several status entries (Parameters on R4, SubscriptionStatus on R4B and R5) and perhaps the resources that
 * the events are about; also what `$status` and `$events` answer. Error: `bad-request` when there is no status entry.
 */
export function readStatusBundle(
  { body, fhirServer }: Pick<Received, 'body' | 'fhirServer'>,
  topicFacts: TopicFacts = () => ({}),
): readonly SubscriptionNotification[] {
  const entries = entriesOf(body).map((entry) => readEntry(entry, fhirServer));
  const statuses = entries.flatMap(({ resource }) => (isStatus(resource) ? [resource] : []));
  if (statuses.length === 0) throw new CardwrightError('bad-request', 'The notification has no status entry.');
  const content = entries.filter(isContent);
  return statuses.map((status) => {
    const members = status?.resourceType === 'Parameters' ? parameterMembers(status) : elementMembers(status);
    const notification = readStatus(members, { content, fhirServer, topicFacts });
    return statuses.length > 1 ? notification : withContent(notification, content);
  });
}

interface Surroundings {
  readonly content: readonly ReadEntry[];
  readonly fhirServer: string;
  readonly topicFacts: TopicFacts;
}

/** A status without a Bundle around it counts as a Bundle of it. */
function entriesOf(body: unknown): readonly unknown[] {
  if (!isResource(body)) throw new CardwrightError('bad-request', 'The notification is not a FHIR resource.');
  return isStatus(body) ? [{ resource: body }] : toList(isObject(body) ? body['entry'] : undefined);
}

/** An AuditEvent tells of the event that a status entry names already. */
const isContent = ({ resource, names, isDelete }: ReadEntry): boolean =>
  !isStatus(resource) &&
  names?.type !== 'AuditEvent' &&
  names?.type !== 'Subscription' &&
  (resource !== undefined || isDelete);

function readStatus(members: StatusMembers, surroundings: Surroundings): SubscriptionNotification {
  const topic = readText(members.one('topic'));
  const type = readType(members);
  const status = readText(members.one('status'))?.toLowerCase();
  const subscription = subscriptionId(members.one('subscription'));
  const eventCount = readCounter(members.one('events-since-subscription-start'));
  const parts = carriesEvents.has(type) ? members.parts('notification-event') : [];
  return {
    type,
    ...(subscription === undefined ? {} : { subscription }),
    ...(topic === undefined ? {} : { topic }),
    ...(status === undefined ? {} : { status }),
    ...(eventCount === undefined ? {} : { eventCount }),
    errors: members.all('error').flatMap(errorCodes),
    events: parts.map((part) => readEvent(part, surroundings, topic)),
  };
}

const types: readonly NotificationType[] = [
  'handshake',
  'heartbeat',
  'event-notification',
  'query-status',
  'query-event',
];

/** A heartbeat may wear a notification-event with the number 0 (IHE DSUBm): its type says what it is. */
const carriesEvents: ReadonlySet<NotificationType> = new Set(['event-notification', 'query-event']);

/** An event whose sender forgot the type is an event all the same; Microsoft writes names of an enumeration, without hyphens. */
function readType(members: StatusMembers): NotificationType {
  const said = readText(members.one('type'))?.toLowerCase();
  if (said === undefined && members.parts('notification-event').length > 0) return 'event-notification';
  return types.find((type) => bare(type) === bare(said ?? '')) ?? 'unknown';
}

const bare = (code: string): string => code.replaceAll('-', '');

function readEvent(part: StatusMembers, surroundings: Surroundings, topic: string | undefined): ChangeEvent {
  const { content, fhirServer, topicFacts } = surroundings;
  const { type, isDelete = false } = topicFacts(topic);
  const focus = readFocus(part.one('focus'), { content, fhirServer, ...(type === undefined ? {} : { type }) });
  const entry = content.find((one) => isAbout(one, focus));
  const [id, number, timestamp] = [
    readText(part.id),
    readCounter(part.one('event-number')),
    readText(part.one('timestamp')),
  ];
  return eventOf(focus, {
    ...(id === undefined ? {} : { id }),
    ...(number === undefined ? {} : { number }),
    ...(timestamp === undefined ? {} : { timestamp }),
    ...(entry?.resource === undefined ? {} : { resource: entry.resource }),
    isDelete: isDelete || entry?.isDelete === true,
  });
}

/** By what it names, never by its place: further resources may stand before it. */
const isAbout = ({ names }: ReadEntry, focus: ReturnType<typeof readFocus>): boolean =>
  typeof focus === 'object' && focus.kind === 'reference' && names?.type === focus.type && names.id === focus.id;

/** Without a focus, what the Bundle holds says what changed; without anything, something did. */
function withContent(notification: SubscriptionNotification, content: readonly ReadEntry[]): SubscriptionNotification {
  const { type, events, eventCount } = notification;
  if (
    type !== 'event-notification' ||
    events.some(({ focus, refused }) => focus !== undefined || refused !== undefined)
  )
    return notification;
  const number = eventCount === undefined ? {} : { number: eventCount };
  const [only = eventOf(undefined, number), ...others] = events;
  const named = content.map(({ names, resource, isDelete }) =>
    eventOf(names ?? 'unresolved', {
      ...(others.length === 0 ? only : {}),
      ...(resource === undefined ? {} : { resource }),
      isDelete,
    }),
  );
  return { ...notification, events: named.length > 0 ? named : [only, ...others] };
}

function subscriptionId(value: unknown): string | undefined {
  const reference = readText(isObject(value) ? value['reference'] : value);
  return reference === undefined ? undefined : parseReference(reference)?.id;
}

/** Codes only: the text of an error may say more than a log should hold. */
function errorCodes(concept: unknown): readonly string[] {
  const codings = toList(isObject(concept) ? concept['coding'] : undefined);
  return codings.flatMap((coding) => (isObject(coding) ? (readText(coding['code']) ?? []) : []));
}
