import type { SubscriptionStatus } from '@medplum/fhirtypes';
import type { Notification } from './notification.ts';

/** The status of a subscription in R4B and R5. Source: https://hl7.org/fhir/R4B/subscriptionstatus.html. */
export function subscriptionStatus(notification: Notification): SubscriptionStatus {
  const { baseUrl, subscriptionId, topic, content, status, kind, eventCount, events, error } = notification;
  return {
    resourceType: 'SubscriptionStatus',
    ...(isStatus(status) && { status }),
    type: kind,
    eventsSinceSubscriptionStart: eventCount,
    ...(events.length > 0 && {
      notificationEvent: events.map(({ eventNumber, timestamp, resourceType, id }) => ({
        eventNumber,
        timestamp,
        ...(content !== 'empty' && { focus: { reference: `${baseUrl}/${resourceType}/${id}` } }),
      })),
    }),
    subscription: { reference: `${baseUrl}/Subscription/${subscriptionId}` },
    ...(topic !== undefined && content !== 'empty' && { topic }),
    ...(error !== undefined && { error: [{ text: error }] }),
  };
}

const isStatus = (status: string): status is 'requested' | 'active' | 'error' | 'off' =>
  ['requested', 'active', 'error', 'off'].includes(status);
