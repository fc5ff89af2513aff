import type { Bundle, BundleEntry, Resource } from '@medplum/fhirtypes';
import { focusEntries } from './focus-entries.ts';
import type { Notification } from './notification.ts';
import { parametersStatus } from './parameters-status.ts';
import { subscriptionStatus } from './subscription-status.ts';

/** Which release's shape a topic-based notification has. */
export type NotificationFormat = 'r4' | 'r4b' | 'r5';

/** Type of the Bundle in R5, which R4's list does not have. */
export const r5BundleType = 'subscription-notification';

/** A Bundle as it is written on the wire: its type may be one that R4 does not know. */
export type NotificationBundle = Omit<Bundle, 'type'> & { readonly type: Bundle['type'] | typeof r5BundleType };

/**
 * A notification as a Bundle: `history` with Parameters (R4) or SubscriptionStatus (R4B) first, or R5's
 * `subscription-notification`. Source: Subscriptions R5 Backport IG, "Notifications"; https://hl7.org/fhir/R5/subscriptions.html.
 */
export function notificationBundle(notification: Notification, format: NotificationFormat): NotificationBundle {
  const status = format === 'r4' ? parametersStatus(notification) : subscriptionStatus(notification);
  return {
    resourceType: 'Bundle',
    type: format === 'r5' ? r5BundleType : 'history',
    timestamp: notification.timestamp,
    entry: [statusEntry(notification, status), ...focusEntries(notification)],
  };
}

const statusEntry = ({ baseUrl, subscriptionId }: Notification, resource: Resource): BundleEntry => ({
  fullUrl: `${baseUrl}/Subscription/${subscriptionId}/$status`,
  resource,
  request: { method: 'GET', url: `Subscription/${subscriptionId}/$status` },
  response: { status: '200' },
});
