import type { Notification, NotificationEvent } from '../notifications/notification.ts';
import { overHttp } from './over-http.ts';
import type { Unsigned } from './shape-writer.ts';

/**
 * The subscriptions feature of microsoft/fhir-server (RestHookChannel.cs@082e105, not on the default branch): text/plain,
 * absolute foci as valueUri, no event numbers, the status as its enumeration spells it, and no channel headers.
 */
export const writeMicrosoft = ({ events, kind, subscriptionId, topic, baseUrl, timestamp }: Notification): Unsigned =>
  overHttp(
    'POST',
    '',
    {
      resourceType: 'Bundle',
      type: 'history',
      timestamp,
      entry: [
        {
          resource: {
            resourceType: 'Parameters',
            parameter: [
              { name: 'subscription', valueReference: { reference: `${baseUrl}/Subscription/${subscriptionId}` } },
              ...(topic === undefined ? [] : [{ name: 'topic', valueUri: topic }]),
              { name: 'status', valueCode: 'Active' },
              { name: 'type', valueCode: kind },
              ...events.map((event) => ({ name: 'notification-event', part: eventParts(event, baseUrl) })),
            ],
          },
          request: { method: 'GET', url: `${baseUrl}/Subscription/${subscriptionId}/$status` },
          response: { status: '200' },
        },
        ...events.map((event) => ({
          fullUrl: urlOf(event, baseUrl),
          ...(event.resource && { resource: event.resource }),
          request: { method: event.interaction === 'delete' ? 'DELETE' : 'PUT', url: urlOf(event, baseUrl) },
          response: { status: '200' },
        })),
      ],
    },
    { 'Content-Type': 'text/plain' },
  );

const eventParts = (event: NotificationEvent, baseUrl: string) => [
  { name: 'focus', valueUri: urlOf(event, baseUrl) },
  { name: 'timestamp', valueDateTime: event.timestamp },
];

const urlOf = ({ resourceType, id }: NotificationEvent, baseUrl: string): string => `${baseUrl}/${resourceType}/${id}`;
