import type { Evaluation } from '@cardwright/cds-service';

/** A card that left the house, so that feedback finds its evaluation. */
export interface IssuedCard {
  readonly uuid: string;
  readonly evaluation: string;
  readonly service: string;
  readonly patient: string;
  readonly hookInstance: string;
  /** ISO 8601 instant. */
  readonly issuedAt: string;
}

export interface EvaluationFilter {
  readonly service?: string;
  /** Patient id at the FHIR server. */
  readonly patient?: string;
  /** At most this many rows; `maxListRows` caps it. */
  readonly limit: number;
}

/** One feedback item as the client sent it. */
export interface FeedbackItem {
  readonly service: string;
  /** The card's uuid; clients also send ids that are not UUIDs. */
  readonly card: string;
  readonly outcome: string;
  readonly outcomeTimestamp?: string;
  /** When it came, by our clock (ISO 8601); not stored with the item. Without it the item does not quiet anything. */
  readonly receivedAt?: string;
  /** The whole item, opaque. */
  readonly body: unknown;
}

export interface FeedbackReceipt {
  readonly stored: number;
  /** Items that were already here, or twice in the batch. */
  readonly repeated: number;
  /** Cards that were not issued from this store; their items are kept and flagged. */
  readonly unknownCards: readonly string[];
}

/** What was last said of a service's card for one patient. */
export interface LastFeedback {
  /** The evaluation whose card it was. */
  readonly evaluation: string;
  readonly outcome: string;
  /** When it came (ISO 8601). */
  readonly at: string;
}

export interface StoredFeedback extends FeedbackItem {
  readonly isCardKnown: boolean;
}

/** A notification as it arrived. `source` and `key` together say whether it is the same one again. */
export interface IncomingEvent {
  readonly source: string;
  readonly key: string;
  readonly receivedAtMs: number;
  /** The exact bytes, so that a signature can be checked again. */
  readonly body: Uint8Array;
  /** What the door knew besides the body: method, path, event number. */
  readonly attributes?: Readonly<Record<string, string>>;
}

export interface TakenEvent extends Required<IncomingEvent> {
  readonly id: number;
  /** How often it was taken, this time included. */
  readonly attempts: number;
  readonly lastError?: string;
}

/** `waiting` for its time, `taken` under a lease, `done`, or `dead`: given up. */
export const eventStates = ['waiting', 'taken', 'done', 'dead'] as const;
export type EventState = (typeof eventStates)[number];

/** A used token is remembered this much longer than it is valid: the clocks of processes that share a store differ. */
export const tokenGraceMs = 5 * 60_000;

/** Where one version of a service stands: one of the statuses, and who approved it. */
export interface ServiceStanding {
  readonly service: string;
  /** Content hash. */
  readonly version: string;
  readonly label?: string;
  readonly status: string;
  readonly approvedBy?: string;
  /** YYYY-MM-DD. */
  readonly approvedOn?: string;
}

/** A change of standing. */
export interface ServiceStep extends ServiceStanding {
  /** ISO instant at which the host took it into use. */
  readonly at: string;
}

/** No list is longer. */
export const maxListRows = 1000;

/**
 * What Cardwright remembers. Every promise of a write resolves only after its commit; every failure is a
 * `CardwrightError` `store-failed`, whose message holds no stored data. What is stored about patients is opaque here.
 */
export interface Store {
  /** Writes the evaluation and its issued cards, both or neither. A second evaluation of the same id is refused. */
  recordEvaluation(evaluation: Evaluation, issuedCards: readonly IssuedCard[]): Promise<void>;
  readEvaluation(id: string): Promise<Evaluation | undefined>;
  /** Newest record first. */
  listEvaluations(filter: EvaluationFilter): Promise<readonly Evaluation[]>;
  readCard(uuid: string): Promise<IssuedCard | undefined>;
  /** All or none. The same item again is counted, not stored twice. */
  recordFeedback(items: readonly FeedbackItem[]): Promise<FeedbackReceipt>;
  /** In the order of arrival. */
  readFeedback(card: string): Promise<readonly StoredFeedback[]>;
  /** The newest feedback on any card that the service issued for the patient. */
  readLastFeedback(service: string, patient: string): Promise<LastFeedback | undefined>;
  /** After this resolves to `accepted` the event survives a power cut. */
  acceptEvent(event: IncomingEvent): Promise<'accepted' | 'duplicate'>;
  /** Leases due events, oldest first. One that is neither completed nor failed before the lease ends is due again. */
  takeEvents(limit: number, nowMs: number): Promise<readonly TakenEvent[]>;
  completeEvent(id: number): Promise<void>;
  /** Due again at `retryAtMs`; `undefined` gives it up (`dead`). `error` is a code or a name, never data. */
  failEvent(id: number, error: string, retryAtMs: number | undefined): Promise<void>;
  countEvents(): Promise<Readonly<Record<EventState, number>>>;
  /**
   * Remembers that a token of this issuer was used; `seen` when it had been used before, by any process on this store. Of any
   * number of claims of the same token at the same time exactly one is `new`, and that survives a power cut.
   * `expiresAtMs`: from when on no door accepts the token any more; after it, and `tokenGraceMs`, the row may go.
   */
  claimToken(issuer: string, jti: string, expiresAtMs: number, nowMs: number): Promise<'new' | 'seen'>;
  /**
   * Appends a step for each standing that differs from the last one of its service and version, and a step to `retired` for
   * each version that stood as `active` or `silent` and is not among them. Gives what was appended.
   */
  recordStandings(standings: readonly ServiceStanding[], at: string): Promise<readonly ServiceStep[]>;
  /** In the order in which they happened. */
  readSteps(service: string): Promise<readonly ServiceStep[]>;
  /**
   * Keeps the data that an evaluation was made from, opaque and compressed, until they expire; what has expired goes with
   * every write, and by `purgeRequests`.
   */
  retainRequest(evaluation: string, body: unknown, expiresAtMs: number, nowMs: number): Promise<void>;
  /** `undefined` when it was not kept or has expired. */
  readRetainedRequest(evaluation: string, nowMs: number): Promise<unknown>;
  /** Deletes what has expired; how many. */
  purgeRequests(nowMs: number): Promise<number>;
  /** Commits what is queued, then closes. Later calls fail. */
  close(): Promise<void>;
}
