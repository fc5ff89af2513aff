/**
 * What is declared of a source of notifications: behaviour branches on this, never on sniffing alone. Each profile is a
 * whole record (`source-profiles.ts`); a site may override single members. Which 2xx the source takes for an answer is not here: ours
 * is always 200, which every known source takes.
 */
export interface SourceCapabilities {
  /** How its notifications are read. */
  readonly adapter: NotificationAdapter;
  /** `monotonic`: counts up by one for each event of a subscription. `per-bundle`, `constant` and `absent` say nothing. */
  readonly eventNumber: 'monotonic' | 'per-bundle' | 'constant' | 'absent';
  /** The event's own id (`notificationEvent.id`) is unique at the source. */
  readonly hasEventIds: boolean;
  /** `Subscription/{id}/$status` answers. */
  readonly hasStatusOperation: boolean;
  /** `Subscription/{id}/$events` may answer; where it refuses, a sweep does its work. */
  readonly hasEventsOperation: boolean;
  /** Type-level `_history?_since=` answers, deletes included. */
  readonly hasHistory: boolean;
  /** Seconds between heartbeats that we ask for; absent: the source sends none. */
  readonly heartbeatSeconds?: number;
  /** How long the source goes on trying to deliver one notification; a gap is waited for this long. */
  readonly retryWindowSeconds: number;
  /** Deletes are notified, where they are asked for. */
  readonly sendsDeletes: boolean;
  /** What we ask for in the channel. */
  readonly payload: 'empty' | 'id-only' | 'full-resource';
  /** How a Subscription is written there; `none`: by hand, at the source. */
  readonly subscription: 'r4-criteria' | 'r4-backport' | 'r4b-backport' | 'r5' | 'medplum-websocket' | 'none';
  /** How a Subscription of ours makes the source prove itself besides the path: some send no headers that they are given. */
  readonly proof: 'header' | 'x-signature' | 'none';
  /** Status with which a Subscription is created. */
  readonly createAs: 'requested' | 'active';
}

/**
 * A family of shapes: `rest-hook` (R4: nothing, a resource, a path, a transaction), `medplum` (a resource or `{}`, and headers),
 * `status-bundle` (a Bundle with one or several status entries), `athenahealth` (the same, with topics that name type and change).
 */
export type NotificationAdapter = 'rest-hook' | 'medplum' | 'status-bundle' | 'athenahealth';
