/**
 * What is declared of a source of notifications (checklist 20): behaviour branches on this, never on sniffing alone.
 * Each profile is a whole record; a site may override single members.
 */
export interface SourceCapabilities {
  /** `monotonic`: counts up by one for each event of a subscription. `per-bundle`, `constant` and `absent` say nothing. */
  readonly eventNumber: 'monotonic' | 'per-bundle' | 'constant' | 'absent';
  /** The event's own id (`notificationEvent.id`) is unique at the source. */
  readonly hasEventIds: boolean;
  /** `Subscription/{id}/$status` answers. */
  readonly hasStatusOperation: boolean;
  /** `Subscription/{id}/$events` answers. */
  readonly hasEventsOperation: boolean;
  /** Type-level `_history?_since=` answers, deletes included. */
  readonly hasHistory: boolean;
  /** Seconds between heartbeats that we ask for; absent: the source sends none. */
  readonly heartbeatSeconds?: number;
  /** How long the source goes on trying to deliver one notification; a gap is waited for this long. */
  readonly retryWindowSeconds: number;
  /** Deletes are notified. */
  readonly sendsDeletes: boolean;
  /** What we ask for in the channel. */
  readonly payload: 'empty' | 'id-only' | 'full-resource';
  /** How a Subscription is written there. */
  readonly subscription: 'r4-criteria' | 'r4-backport' | 'r4b-backport' | 'r5' | 'medplum-websocket' | 'none';
  /** Status with which a Subscription is created. */
  readonly createAs: 'requested' | 'active';
  /** Bodies are accepted as text/plain or without a content type besides JSON. */
  readonly adapter: NotificationShape;
}

/** The family of shapes that an adapter reads. */
export type NotificationShape = 'r4-rest-hook' | 'medplum' | 'status-bundle' | 'athenahealth';
