import type { Bundle } from '@medplum/fhirtypes';
import type { Notification } from './notification.ts';

/**
 * A WebSocket frame as Medplum sends it: a SubscriptionStatus whose event number is always '0', and the resource in the
 * entry after it, without request or response. A heartbeat has one entry for each of the socket's subscriptions.
 * Source: medplum/medplum packages/server/src/subscriptions/websockets.ts@033e62a.
 */
export function medplumBundle(notifications: readonly Notification[]): Bundle {
  const [first] = notifications;
  return {
    resourceType: 'Bundle',
    type: 'history',
    ...(first && { timestamp: first.timestamp }),
    entry: notifications.flatMap(({ kind, subscriptionId, events, baseUrl, content }) => [
      {
        resource: {
          resourceType: 'SubscriptionStatus' as const,
          status: 'active' as const,
          type: kind,
          subscription: { reference: `Subscription/${subscriptionId}` },
          ...(events.length > 0 && {
            notificationEvent: events.map(({ timestamp, resourceType, id }) => ({
              eventNumber: '0',
              timestamp,
              focus: { reference: `${resourceType}/${id}` },
            })),
          }),
        },
      },
      ...events.flatMap(({ resource, resourceType, id }) =>
        resource && content === 'full-resource' ? [{ fullUrl: `${baseUrl}/${resourceType}/${id}`, resource }] : [],
      ),
    ]),
  };
}
