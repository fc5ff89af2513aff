import { medplumBundle } from '../notifications/medplum-bundle.ts';
import { notificationBundle, type NotificationFormat } from '../notifications/notification-bundle.ts';
import type { Notification } from '../notifications/notification.ts';
import { overHttp } from './over-http.ts';
import type { Unsigned } from './shape-writer.ts';

/** The topic-based shape of one release, as the specifications have it. */
export const writeTopic =
  (format: NotificationFormat) =>
  (notification: Notification): Unsigned =>
    overHttp('POST', '', notificationBundle(notification, format));

/** A Medplum WebSocket frame: always with the resource. */
export const writeMedplumFrame = (notification: Notification): Unsigned => ({
  ...overHttp('POST', '', medplumBundle([{ ...notification, content: 'full-resource' }])),
  transport: 'websocket',
  headers: {},
});

/**
 * IHE DSUBm on R4B: its example of a heartbeat holds a notification-event of number '0'.
 * Source: IHE ITI DSUBm, heartbeat example.
 */
export function writeDsubm(notification: Notification): Unsigned {
  if (notification.kind !== 'heartbeat') return writeTopic('r4b')(notification);
  const bundle = notificationBundle(notification, 'r4b');
  return overHttp('POST', '', {
    ...bundle,
    entry: (bundle.entry ?? []).map(({ resource, ...entry }) => ({
      ...entry,
      resource: { ...resource, notificationEvent: [{ eventNumber: '0', timestamp: notification.timestamp }] },
    })),
  });
}
