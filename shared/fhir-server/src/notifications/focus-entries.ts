import type { BundleEntry } from '@medplum/fhirtypes';
import type { Notification, NotificationEvent } from './notification.ts';

const requests = {
  create: { method: 'POST', status: '201' },
  update: { method: 'PUT', status: '200' },
  delete: { method: 'DELETE', status: '204' },
} as const;

/**
 * The entries after the status: none for `empty`, one per event else, the resource only for `full-resource`. Each has a
 * request and a response, as a history Bundle must (bdl-3, bdl-4) and as Inferno asks.
 * Source: Subscriptions R5 Backport IG, "Payload types".
 */
export const focusEntries = (notification: Notification): BundleEntry[] =>
  notification.content === 'empty' ? [] : notification.events.map((event) => focusEntry(notification, event));

function focusEntry({ baseUrl, content }: Notification, event: NotificationEvent): BundleEntry {
  const { method, status } = requests[event.interaction];
  const reference = `${event.resourceType}/${event.id}`;
  return {
    fullUrl: `${baseUrl}/${reference}`,
    ...(content === 'full-resource' && event.resource && { resource: event.resource }),
    request: { method, url: method === 'POST' ? event.resourceType : reference },
    response: { status, etag: `W/"${event.versionId}"`, lastModified: event.timestamp },
  };
}
