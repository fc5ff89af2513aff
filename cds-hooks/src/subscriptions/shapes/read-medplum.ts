import type { SubscriptionNotification } from '../notification-event.ts';
import { eventOf } from './event-of.ts';
import { readRestHook } from './read-rest-hook.ts';
import { readText } from './read-text.ts';
import type { Received } from './received.ts';
import { resolveReference } from './resolve-reference.ts';

/**
 * Medplum's rest-hook: a bare resource, or for a delete `{}` and `X-Medplum-Deleted-Resource: Type/id`. Headers name the Subscription
 * and the interaction. They are not signed, so they are hints like everything else: what they name is read.
 */
export function readMedplum(received: Received): readonly SubscriptionNotification[] {
  const { attributes, fhirServer } = received;
  const subscription = subscriptionId(attributes['x-medplum-subscription']);
  const deleted = readText(attributes['x-medplum-deleted-resource']);
  const notifications: readonly SubscriptionNotification[] =
    deleted === undefined
      ? readRestHook(received)
      : [
          {
            type: 'event-notification',
            errors: [],
            events: [eventOf(resolveReference(deleted, fhirServer), { isDelete: true })],
          },
        ];
  const isDelete = readText(attributes['x-medplum-interaction'])?.toLowerCase() === 'delete';
  return notifications.map((one) => ({
    ...one,
    ...(subscription === undefined ? {} : { subscription }),
    events: isDelete ? one.events.map((event) => ({ ...event, isDelete })) : one.events,
  }));
}

/** With or without its type. */
const subscriptionId = (header: string | undefined): string | undefined => readText(header)?.replace(/^.*\//, '');
