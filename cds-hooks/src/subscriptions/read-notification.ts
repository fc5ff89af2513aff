import { parseJsonBody, type JsonLimits } from '../limits/parse-json-body.ts';
import type { NotificationEnvelope } from './notification-envelope.ts';
import type { SubscriptionNotification } from './notification-event.ts';
import { readAthenahealth } from './shapes/read-athenahealth.ts';
import { readMedplum } from './shapes/read-medplum.ts';
import { readRestHook } from './shapes/read-rest-hook.ts';
import { readStatusBundle } from './shapes/read-status-bundle.ts';
import type { Received } from './shapes/received.ts';
import type { NotificationAdapter, SourceCapabilities } from './source-capabilities.ts';

const adapters: Readonly<Record<NotificationAdapter, (received: Received) => readonly SubscriptionNotification[]>> = {
  'rest-hook': readRestHook,
  medplum: readMedplum,
  // Nothing in the body says that something changed, whatever the source's shape is otherwise.
  'status-bundle': (received) => (received.body === undefined ? readRestHook(received) : readStatusBundle(received)),
  athenahealth: (received) => (received.body === undefined ? readRestHook(received) : readAthenahealth(received)),
};

/**
 * What a notification says, read by the adapter that is declared of its source. Errors, none of which a later attempt can mend:
 * `bad-json`, `too-deep`, `too-large`, and `bad-request` for what this adapter does not read. None quotes the notification.
 */
export function readNotification(
  source: { readonly capabilities: Pick<SourceCapabilities, 'adapter'>; readonly fhirServer: string },
  { body, attributes }: NotificationEnvelope,
  limits: JsonLimits,
): readonly SubscriptionNotification[] {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  const parsed = isBlank(bytes) ? undefined : parseJsonBody(bytes, limits);
  return adapters[source.capabilities.adapter]({ attributes, fhirServer: source.fhirServer, body: parsed });
}

/** Nothing but white space (RFC 8259 §2). */
const isBlank = (bytes: Buffer): boolean =>
  bytes.every((byte) => byte === 32 || (byte >= 9 && byte <= 13 && byte !== 11));
