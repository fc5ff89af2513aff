import type { Resource } from '@medplum/fhirtypes';

/** What a status entry of a notification is for; a shape without status entries is always an `event-notification`. */
export type NotificationType =
  'handshake' | 'heartbeat' | 'event-notification' | 'query-status' | 'query-event' | 'unknown';

/** A resource of the source, by type and id. */
export interface ReferenceFocus {
  readonly kind: 'reference';
  readonly type: string;
  readonly id: string;
  readonly versionId?: string;
}

/** What a notification is about. A logical identifier names no address: it is searched at the source. */
export type Focus =
  | ReferenceFocus
  | { readonly kind: 'identifier'; readonly type?: string; readonly system?: string; readonly value: string };

/** "This resource may have changed", in one form for every shape. Never proof of anything: the source is read again. */
export interface ChangeEvent {
  /** The source's own id of the event. */
  readonly id?: string;
  /** `event-number`, whatever it means at this source (`SourceCapabilities.eventNumber`). */
  readonly number?: bigint;
  /** As sent: FHIR instant, dateTime or date. */
  readonly timestamp?: string;
  /** Absent: the notification says only that something changed. */
  readonly focus?: Focus;
  /**
   * Why there is no focus although one was sent: an absolute address outside the source's own base, which is never followed, or a
   * reference that nothing in the notification resolves.
   */
  readonly refused?: 'foreign-address' | 'unresolved';
  /** Pushed with the notification; a claim of the sender. */
  readonly resource?: Resource;
  /** The sender says that the resource was deleted; only a read confirms it. */
  readonly isDelete: boolean;
}

/** One status entry of a notification, and the events that it carries. One notification may hold several. */
export interface SubscriptionNotification {
  readonly type: NotificationType;
  /** Id of the Subscription at the source, where it is said. */
  readonly subscription?: string;
  /** Canonical URL. */
  readonly topic?: string;
  /** In small letters: requested, active, error, off, entered-in-error. */
  readonly status?: string;
  /** `events-since-subscription-start`. */
  readonly eventCount?: bigint;
  /** Codes of `error`. */
  readonly errors: readonly string[];
  readonly events: readonly ChangeEvent[];
}
