import { OperationOutcomeError, allOk, badRequest, notFound } from '@medplum/core';
import type { FhirRequest, FhirRouter } from '@medplum/fhir-router';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { notificationBundle } from '../notifications/notification-bundle.ts';
import type { PayloadContent } from '../notifications/notification.ts';
import { parametersStatus } from '../notifications/parameters-status.ts';
import { subscriptionStatus } from '../notifications/subscription-status.ts';
import { elementsAt } from '../search/elements-at.ts';
import { isRecord } from '../search/is-record.ts';
import type { Subscriptions } from '../subscriptions/create-subscriptions.ts';
import { describeTopic } from '../subscriptions/describe-topic.ts';
import type { BookedSubscription } from '../subscriptions/subscription-book.ts';
import { socketPath } from '../subscriptions/subscription-sockets.ts';
import { queryOf } from './query-of.ts';

/**
 * Adds `$status` (of one Subscription, or of those that are named), `$events` and `$get-ws-binding-token`, by GET or POST,
 * and the SubscriptionTopics. Source: Subscriptions R5 Backport IG, "Operations".
 */
export function addSubscriptionRoutes(router: FhirRouter, subscriptions: Subscriptions): void {
  const operation = (path: string, answer: (request: FhirRequest) => Resource): void => {
    for (const method of ['GET', 'POST'] as const)
      router.add(method, path, async (request) => [allOk, answer(request)], 'operation');
  };
  const booked = ({ params }: FhirRequest): BookedSubscription => {
    const found = subscriptions.book.find(params['id'] ?? '');
    if (!found) throw new OperationOutcomeError(notFound);
    return found;
  };
  operation('Subscription/$status', (request) => {
    const asked = (name: string) => inputs(request, name).flatMap((value) => value.split(','));
    const [ids, statuses] = [asked('id'), asked('status')];
    const isAsked = ({ id, status }: BookedSubscription) =>
      (ids.length === 0 || ids.includes(id)) && (statuses.length === 0 || statuses.includes(status));
    return statusSearchset(subscriptions, subscriptions.book.all().filter(isAsked));
  });
  operation('Subscription/:id/$status', (request) => statusSearchset(subscriptions, [booked(request)]));
  operation('Subscription/:id/$events', (request) => readEvents(subscriptions, booked(request), request));
  operation('Subscription/:id/$get-ws-binding-token', (request) => bindingToken(subscriptions, booked(request)));
  router.add(
    'GET',
    'SubscriptionTopic',
    async () => [allOk, searchset(subscriptions.topics.map(describeTopic))],
    'read',
  );
  router.add('GET', 'SubscriptionTopic/:id', async ({ params }) => {
    const topic = subscriptions.topics.find(({ id }) => id === params['id']);
    return topic ? [allOk, describeTopic(topic)] : [notFound];
  });
}

function statusSearchset({ engine, format }: Subscriptions, booked: readonly BookedSubscription[]): Bundle {
  const notifications = booked.map((one) => engine.notification(one, 'query-status'));
  return searchset(notifications.map((one) => (format === 'r4' ? parametersStatus(one) : subscriptionStatus(one))));
}

/** Bounds are included. Error: 400 for a Subscription without a topic, or a bound that is no number. */
function readEvents(
  { engine, events, format }: Subscriptions,
  booked: BookedSubscription,
  request: FhirRequest,
): Resource {
  if (!booked.served.topic) throw refused('Only topic-based subscriptions have events.');
  const bound = (name: string, otherwise: number): number => {
    const [written] = inputs(request, name);
    if (written === undefined) return otherwise;
    if (!/^\d{1,15}$/.test(written)) throw refused(`The parameter ${name} is no number.`);
    return Number(written);
  };
  const [content] = inputs(request, 'content');
  const found = events.between(
    booked.id,
    bound('eventsSinceNumber', 0),
    bound('eventsUntilNumber', Number.MAX_SAFE_INTEGER),
  );
  const notification = engine.notification(booked, 'query-event', found, isContent(content) ? content : undefined);
  const bundle: Resource = JSON.parse(JSON.stringify(notificationBundle(notification, format)));
  return bundle;
}

function bindingToken({ sockets, baseUrl }: Subscriptions, { id, served }: BookedSubscription): Resource {
  if (served.channel.type !== 'websocket') throw refused('The Subscription has no websocket channel.');
  const { token, expiration } = sockets.newToken(id);
  const base = baseUrl();
  return {
    resourceType: 'Parameters',
    parameter: [
      { name: 'token', valueString: token },
      { name: 'expiration', valueDateTime: expiration },
      { name: 'subscription', valueString: id },
      ...(base === undefined
        ? []
        : [{ name: 'websocket-url', valueUrl: `${base.replace(/^http/, 'ws')}${socketPath}` }]),
    ],
  };
}

/** Values of an input parameter: of the query, or of a Parameters body, whatever their value[x]. */
const inputs = ({ query, body }: FhirRequest, name: string): readonly string[] => [
  ...queryOf(query).flatMap(([key, value]) => (key === name ? [value] : [])),
  ...elementsAt(body, 'parameter').flatMap((one) =>
    isRecord(one) && one['name'] === name
      ? Object.entries(one).flatMap(([key, value]) => (key.startsWith('value') ? [String(value)] : []))
      : [],
  ),
];

const searchset = (resources: readonly Resource[]): Bundle => ({
  resourceType: 'Bundle',
  type: 'searchset',
  total: resources.length,
  entry: resources.map((resource) => ({ resource, search: { mode: 'match' } })),
});

const isContent = (value: string | undefined): value is PayloadContent =>
  value === 'empty' || value === 'id-only' || value === 'full-resource';

const refused = (text: string): OperationOutcomeError => new OperationOutcomeError(badRequest(text));
