import type { PayloadContent } from '../notifications/notification.ts';
import type { RepositoryObserver } from '../repository/repository-observer.ts';

/**
 * Who sends: one name per wire shape of the systems that are known to send FHIR notifications. What each of them writes,
 * which events it numbers and how it signs stands in `sender-shapes.ts`, with its source. R4's own rest-hooks, AWS and
 * HAPI's transactions do not tell of deletes: those changes are lost there, as they are in life.
 */
export type SenderShape =
  | 'r4-empty'
  | 'r4-put'
  | 'hapi-rest-hook'
  | 'hapi-transaction'
  | 'hapi-r4-topic'
  | 'aws-id-only'
  | 'medplum-rest-hook'
  | 'medplum-websocket'
  | 'backport-r4'
  | 'backport-r4b'
  | 'r5'
  | 'athenahealth'
  | 'microsoft'
  | 'dsubm';

/** What goes wrong on the way. Shares are 0 to 1 of the notifications; all are 0 unless said. */
export interface Faults {
  /** Share that never arrives. */
  readonly loss: number;
  /** Share that arrives more than once: two to four times, the copies anywhere later. */
  readonly duplication: number;
  /** Share that changes its place with another one, anywhere in the stream. */
  readonly reordering: number;
  /** Share that comes late, by up to `delaySteps` other notifications (10 unless said). */
  readonly delay: number;
  readonly delaySteps: number;
  /** Share that is preceded by a forged copy of itself with a wrong signature or secret: it must be refused. */
  readonly wrongSignature: number;
  /** Share of events after which the sender's process restarts and its counter begins at 1 again. */
  readonly counterRestart: number;
  /** Share of events that do not wait for the next: up to `eventsPerBundle` (5 unless said) in one Bundle. Topic shapes only. */
  readonly bundling: number;
  readonly eventsPerBundle: number;
  /** Share of notifications before which a handshake or a heartbeat comes. Topic shapes only. */
  readonly interludes: number;
  /** Every notification is sent this many times over: 100 changes with a storm of 100 are 10,000 requests. 1 unless said. */
  readonly storm: number;
}

/** One request (or WebSocket frame) as the receiver gets it. */
export interface WireNotification {
  readonly transport: 'http' | 'websocket';
  readonly method: 'POST' | 'PUT' | 'DELETE';
  /** What follows the endpoint: empty or `/Observation/123`. */
  readonly pathSuffix: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The raw bytes, as signed. */
  readonly body: Uint8Array;
}

/** A notification with what the test needs to know of it. */
export interface PlannedNotification extends WireNotification {
  readonly kind: 'event' | 'handshake' | 'heartbeat';
  /** The resources it tells of, `Observation/123`, in order; empty for what is no event. */
  readonly about: readonly string[];
  /** True for a copy whose signature or secret is wrong: the one right answer is 401. */
  readonly forged: boolean;
  /** The number in the notification, as written; absent where the shape has none. */
  readonly eventNumber?: string;
}

/** What a flush did. */
export interface SenderReport {
  /** Notifications handed to `send`, copies and forged ones included. */
  readonly sent: number;
  /** How many the receiver answered with each status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** Forged ones that were answered with anything but 401, and others that were not answered with 2xx. */
  readonly wronglyAnswered: readonly PlannedNotification[];
  /** Changes of which no notification was sent, `Observation/123`. */
  readonly lost: readonly string[];
}

/** How a sender is made. Everything that it does follows from these and from the changes it was shown. */
export interface FaultySenderOptions {
  /** The same seed with the same changes sends the same bytes in the same order. */
  readonly seed: number;
  readonly shape: SenderShape;
  readonly faults?: Partial<Faults>;
  /** Takes one notification to the receiver and gives the HTTP status of the answer (200 for a WebSocket frame). */
  readonly send: (notification: WireNotification) => Promise<number>;
  /** Notifications under way at once; 1 keeps the order of the plan, a storm wants more. 1 unless said. */
  readonly concurrency?: number;
  /** Base of the FHIR server that the references and fullUrls name, without a trailing slash. */
  readonly baseUrl: string;
  /** Only changes of these types are told; all unless said. */
  readonly resourceTypes?: readonly string[];
  /** Id of the Subscription that the notifications name: `Subscription/{id}`. `faulty` unless said. */
  readonly subscriptionId?: string;
  /** Canonical URL of the topic, for topic shapes. */
  readonly topic?: string;
  /** Topic shapes only; id-only unless said. */
  readonly content?: PayloadContent;
  /**
   * HMAC key where the shape signs (medplum-rest-hook, athenahealth), else the value of `secretHeader`. The shapes of
   * AWS, Microsoft and WebSocket frames carry no secret: for them nothing can be forged.
   */
  readonly secret: string;
  /** Header that holds the secret of shapes that do not sign; `Authorization: Bearer {secret}` unless said. */
  readonly secretHeader?: string;
}

/**
 * A sender of notifications that makes every mistake that real ones make. It observes the changes of an embedded
 * FHIR server (`server.repository.observe(sender)`) and keeps them until `flush`.
 */
export interface FaultySender extends RepositoryObserver {
  /** What `flush` would send now, in order. Pure: asking twice gives the same. */
  plan(): readonly PlannedNotification[];
  /** Sends the plan and forgets the changes; the counter goes on. */
  flush(): Promise<SenderReport>;
}
