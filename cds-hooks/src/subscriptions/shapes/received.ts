import type { NotificationEnvelope } from '../notification-envelope.ts';

/** A notification on its way through an adapter. */
export interface Received extends Pick<NotificationEnvelope, 'attributes'> {
  /** Registered base URL of the source. */
  readonly fhirServer: string;
  /** As parsed; `undefined` where there is none, or nothing but white space. */
  readonly body: unknown;
}
