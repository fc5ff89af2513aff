import { focusEntries } from '../notifications/focus-entries.ts';
import type { Notification, NotificationEvent } from '../notifications/notification.ts';
import { subscriptionStatus } from '../notifications/subscription-status.ts';
import { overHttp } from './over-http.ts';
import type { Unsigned } from './shape-writer.ts';

/**
 * athenahealth: R4B, id-only, numbers that begin at 1 in every Bundle, an id for each event to tell doubles by, and an
 * AuditEvent for each. Source: athenahealth/aone-fhir-subscriptions README v0.11@391ebdd.
 */
export function writeAthenahealth(given: Notification): Unsigned {
  const events = given.events.map((event, index) => ({ ...event, eventNumber: String(index + 1) }));
  const notification: Notification = { ...given, events, content: 'id-only', eventCount: String(events.length) };
  const status = subscriptionStatus(notification);
  return overHttp('POST', '', {
    resourceType: 'Bundle',
    type: 'history',
    timestamp: notification.timestamp,
    entry: [
      {
        resource: {
          ...status,
          notificationEvent: (status.notificationEvent ?? []).map((one, index) => ({
            id: idOf(events[index]),
            ...one,
          })),
        },
        request: { method: 'GET', url: `Subscription/${notification.subscriptionId}/$status` },
        response: { status: '200' },
      },
      ...focusEntries(notification),
      ...events.map((event) => ({ resource: auditEvent(event), request: { method: 'POST', url: 'AuditEvent' } })),
    ],
  });
}

/** The same for every copy of an event, another for every event. */
const idOf = (event: NotificationEvent | undefined): string =>
  event === undefined ? '' : `${event.resourceType}-${event.id}-${event.versionId}`;

const auditEvent = (event: NotificationEvent) => ({
  resourceType: 'AuditEvent',
  id: `audit-${idOf(event)}`,
  type: { system: 'http://dicom.nema.org/resources/ontology/DCM', code: '110110' },
  action: { create: 'C', update: 'U', delete: 'D' }[event.interaction],
  recorded: event.timestamp,
  agent: [{ requestor: false }],
  source: { observer: { display: 'athenahealth' } },
  entity: [{ what: { reference: `${event.resourceType}/${event.id}` } }],
});
