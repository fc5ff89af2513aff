import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';

/** What a topic-based notification is for. Source: http://hl7.org/fhir/R4B/valueset-subscription-notification-type.html. */
export type NotificationKind = 'handshake' | 'heartbeat' | 'event-notification' | 'query-status' | 'query-event';

/** How much of the focus is told. Source: Subscriptions R5 Backport IG, backport-content-value-set. */
export type PayloadContent = 'empty' | 'id-only' | 'full-resource';

/** One change that a subscription is told of. */
export interface NotificationEvent {
  /** As written: a number that may restart, repeat or be absent, whatever the sender does. */
  readonly eventNumber: string;
  /** FHIR instant. */
  readonly timestamp: string;
  readonly interaction: 'create' | 'update' | 'delete';
  readonly resourceType: string;
  readonly id: string;
  readonly versionId: string;
  /** The version that was written; absent for a delete, and when it is no longer kept. */
  readonly resource?: WithId<Resource>;
}

/** Everything that a topic-based notification says, before it has a shape. */
export interface Notification {
  readonly kind: NotificationKind;
  readonly subscriptionId: string;
  readonly status: string;
  readonly topic?: string;
  readonly content: PayloadContent;
  /** `events-since-subscription-start`, this notification included. */
  readonly eventCount: string;
  readonly events: readonly NotificationEvent[];
  /** Why the subscription is in error. */
  readonly error?: string;
  /** When the Bundle was made, FHIR instant. */
  readonly timestamp: string;
  /** Base of the server, without a trailing slash. */
  readonly baseUrl: string;
}
