import type { Notification } from '../notifications/notification.ts';
import { notificationBundle } from '../notifications/notification-bundle.ts';
import { parametersStatus } from '../notifications/parameters-status.ts';
import { overHttp } from './over-http.ts';
import type { Unsigned } from './shape-writer.ts';

/**
 * HAPI's R4 topic dispatcher: as the Backport IG, but the timestamp is a valueDate and the status is always active.
 * Source: hapifhir/hapi-fhir .../topic/status/R4NotificationStatusBuilder.java@1f08068.
 */
export function writeHapiTopic(given: Notification): Unsigned {
  const notification = { ...given, status: 'active' };
  const { entry = [], ...bundle } = notificationBundle(notification, 'r4');
  const status = parametersStatus(notification);
  const parameter = (status.parameter ?? []).map(({ part, ...one }) => ({
    ...one,
    ...(part && {
      part: part.map(({ valueInstant, ...value }) =>
        valueInstant === undefined ? value : { ...value, valueDate: valueInstant.slice(0, 10) },
      ),
    }),
  }));
  const [first, ...others] = entry;
  return overHttp('POST', '', { ...bundle, entry: [{ ...first, resource: { ...status, parameter } }, ...others] });
}
