import type { Parameters, ParametersParameter } from '@medplum/fhirtypes';
import type { Notification, NotificationEvent } from './notification.ts';

const profile = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-subscription-status-r4';

/**
 * The status of a subscription in R4, which has no SubscriptionStatus.
 * Source: Subscriptions R5 Backport IG, profile backport-subscription-status-r4.
 */
export function parametersStatus(notification: Notification): Parameters {
  const { baseUrl, subscriptionId, topic, content, status, kind, eventCount, events, error } = notification;
  return {
    resourceType: 'Parameters',
    meta: { profile: [profile] },
    parameter: [
      { name: 'subscription', valueReference: { reference: `${baseUrl}/Subscription/${subscriptionId}` } },
      ...(topic === undefined || content === 'empty' ? [] : [{ name: 'topic', valueCanonical: topic }]),
      { name: 'status', valueCode: status },
      { name: 'type', valueCode: kind },
      { name: 'events-since-subscription-start', valueString: eventCount },
      ...events.map((event) => eventParameter(notification, event)),
      ...(error === undefined ? [] : [{ name: 'error', valueCodeableConcept: { text: error } }]),
    ],
  };
}

const eventParameter = (
  { baseUrl, content }: Notification,
  { eventNumber, timestamp, resourceType, id }: NotificationEvent,
): ParametersParameter => ({
  name: 'notification-event',
  part: [
    { name: 'event-number', valueString: eventNumber },
    { name: 'timestamp', valueInstant: timestamp },
    ...(content === 'empty'
      ? []
      : [{ name: 'focus', valueReference: { reference: `${baseUrl}/${resourceType}/${id}` } }]),
  ],
});
