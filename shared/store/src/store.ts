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
  /** Which attempt this is; those that never ended are not counted here. */
  readonly attempts: number;
  /** So many attempts before this one, in a row, never ended. */
  readonly abandoned: number;
  readonly lastError?: string;
}

/** `waiting` for its time, `taken` under a lease, `done`, `dead`: given up, or `quarantined`: authenticated, and unreadable. */
export const eventStates = ['waiting', 'taken', 'done', 'dead', 'quarantined'] as const;
export type EventState = (typeof eventStates)[number];

/** What an operator sees of an accepted notification: no body, no patient. */
export interface EventSummary {
  readonly id: number;
  readonly source: string;
  readonly state: EventState;
  readonly receivedAtMs: number;
  readonly attempts: number;
  readonly bodyBytes: number;
  /** A code or a name. */
  readonly lastError?: string;
}

export interface EventFilter {
  readonly state?: EventState;
  readonly source?: string;
  /** At most this many rows; `maxListRows` caps it. */
  readonly limit: number;
}

/** A patient of a source about whom something may have changed, and the services that want to know. */
export interface PatientWake {
  readonly source: string;
  /** Patient id at the source. */
  readonly patient: string;
  readonly services: readonly string[];
}

/** How long a woken patient waits for more: until `debounceMs` passed without another wake, and never beyond `maxWaitMs`. */
export interface WakeTiming {
  readonly nowMs: number;
  readonly debounceMs: number;
  readonly maxWaitMs: number;
}

/** How much of what is due may be taken of one source, so that one that hangs does not hold every place of a worker. */
export interface SourceShare {
  /** So many of one source may be in hand. */
  readonly most: number;
  /** How many are, by id of the source; of those that are not named none is. */
  readonly inHand: Readonly<Record<string, number>>;
}

/**
 * What is given of suspects: of what a worker had in hand and never ended, because it died of it, maybe, or of what was beside it.
 * `alone` (nothing is in hand): one whose turn has come is given, and nothing beside it; `held` (something is): it is not, and neither is
 * what is due after it, so that the hand becomes empty; `passed`: they are passed over, so that the others have their turn.
 */
export type SuspectRule = 'alone' | 'held' | 'passed';

/** The work of one patient under a lease: no other process holds it at the same time. */
export interface TakenWork extends PatientWake {
  /** Names this lease; work whose lease was lost can neither be completed nor failed by it. */
  readonly lease: string;
  /** Which attempt this is since it was last done; those that never ended are not counted here. */
  readonly attempts: number;
  /** So many attempts before this one, in a row, never ended. */
  readonly abandoned: number;
  /** When the first of the wakes in it came, epoch milliseconds. */
  readonly wokenAtMs: number;
}

/** Which version of a resource was last seen, and whose it was then. */
export interface Sighting {
  readonly source: string;
  /** `Type/id` at the source. */
  readonly resource: string;
  /** Patient id at the source. */
  readonly patient: string;
  /** Opaque; absent where the server gives none. */
  readonly versionId?: string;
  /** Epoch milliseconds of `meta.lastUpdated`; 0 where the server gives none. Of two sightings the later one stays, of equals the last. */
  readonly lastUpdatedMs: number;
  /** The resource was deleted, or is entered in error. */
  readonly isGone?: boolean;
}

/** A sighting as it is kept. */
export interface KeptSighting extends Sighting {
  /** When it was last recorded, epoch milliseconds by our clock. */
  readonly seenAtMs: number;
}

/** What follows from a notification; written with its completion, both or neither. */
export interface EventSettlement {
  readonly wakes: readonly PatientWake[];
  readonly sightings: readonly Sighting[];
  readonly timing: WakeTiming;
}

/** `waiting` for its time, `taken` under a lease, or `dead`: given up. */
export const workStates = ['waiting', 'taken', 'dead'] as const;
export type WorkState = (typeof workStates)[number];

/** What an operator sees of work: no patient. */
export interface WorkSummary {
  readonly source: string;
  readonly state: WorkState;
  readonly services: readonly string[];
  readonly attempts: number;
  readonly wokenAtMs: number;
  /** A code or a name. */
  readonly lastError?: string;
}

export interface WorkFilter {
  readonly state?: WorkState;
  readonly source?: string;
  /** At most this many rows; `maxListRows` caps it. */
  readonly limit: number;
}

/** No more rows of a state are counted: what is asked every few seconds is not to cost more with every notification that was ever done. */
export const maxCountedRows = 100_000;

/** What waits in door 2. A count of `maxCountedRows` says: so many, or more. */
export interface InboxStatus {
  readonly events: Readonly<Record<EventState, number>>;
  readonly work: Readonly<Record<WorkState, number>>;
  /** When the oldest event or work that is neither done nor given up came, epoch milliseconds; absent where nothing waits. */
  readonly oldestOpenMs?: number;
}

/** Where small state lives: what was published, how far a sweep came, how a subscription stands. */
export const stateCollections = ['published', 'device', 'subscription', 'sweep', 'source', 'host'] as const;
export type StateCollection = (typeof stateCollections)[number];

export interface StatePlace {
  readonly collection: StateCollection;
  readonly source: string;
  /** May name a patient: it is kept sealed, and found by a keyed hash. */
  readonly key: string;
}

export interface StoredState {
  /** As JSON gives it back. */
  readonly body: unknown;
  /** Grows with every write, from 1. */
  readonly revision: number;
}

/** Until when things are kept, in epoch milliseconds; what is absent is kept for good. */
export interface PurgeLimits {
  /** Evaluations as of before this go, with their cards and the requests kept for them. */
  readonly evaluationsBeforeMs?: number;
  /** Feedback that came before this goes. */
  readonly feedbackBeforeMs?: number;
  /** Of done events that came before this the body goes. */
  readonly eventBodiesBeforeMs?: number;
  /** Done events that came before this go whole: the same one would be taken again. */
  readonly eventsBeforeMs?: number;
  /** Requests expire by themselves; this is the clock that says which have. */
  readonly nowMs: number;
}

/** How many there were of each. */
export interface PurgeReport {
  readonly evaluations: number;
  readonly feedback: number;
  readonly eventBodies: number;
  readonly events: number;
  readonly requests: number;
}

/** One call of `purge` takes at most so many of each. */
export const maxPurgedRows = 500;

/** What can be exported. Of a person: all but events and states, which do not say whose they are. */
export const exportedTables = [
  'evaluations',
  'cards',
  'feedback',
  'retained_requests',
  'inbox',
  'work',
  'sightings',
  'states',
] as const;
export type ExportedTable = (typeof exportedTables)[number];

export interface ExportFilter {
  readonly table: ExportedTable;
  /** Patient id; tables that do not say whose their rows are then give none. */
  readonly patient?: string;
  /** From this instant, epoch milliseconds: of the evaluation, card, feedback or event. Tables without such a time ignore it. */
  readonly fromMs?: number;
  /** Before this instant. */
  readonly beforeMs?: number;
  /** The `seq` of the last record that was read; 0 to begin. */
  readonly after: number;
  /** At most this many; `maxListRows` caps it. */
  readonly limit: number;
}

/** One record with its content opened. */
export interface ExportedRecord {
  readonly seq: number;
  /** As JSON writes it; bytes are base64. */
  readonly record: Readonly<Record<string, unknown>>;
}

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
  /**
   * Leases due events, oldest first, of each source no more than its share. One that is neither completed nor failed before the lease
   * ends is due again, as a suspect (`suspects`, default `alone`).
   */
  takeEvents(limit: number, nowMs: number, share?: SourceShare, suspects?: SuspectRule): Promise<readonly TakenEvent[]>;
  completeEvent(id: number): Promise<void>;
  /** Due again at `retryAtMs`; `undefined` gives it up (`dead`). `error` is a code or a name, never data. */
  failEvent(id: number, error: string, retryAtMs: number | undefined): Promise<void>;
  /** Authenticated, but nothing that an adapter can read: kept for an operator, not tried again. */
  quarantineEvent(id: number, error: string): Promise<void>;
  /** Completes the event, remembers what was seen and wakes patients, in one commit. */
  settleEvent(id: number, settlement: EventSettlement): Promise<void>;
  /** Newest first. */
  listEvents(filter: EventFilter): Promise<readonly EventSummary[]>;
  readEvent(id: number): Promise<(TakenEvent & { readonly state: EventState }) | undefined>;
  /** Makes dead and quarantined events wait again, with no attempts behind them; gives how many there were. */
  requeueEvents(ids: readonly number[], nowMs: number): Promise<number>;
  /** Removes the bodies of dead and quarantined events and calls them done; gives how many there were. */
  discardEvents(ids: readonly number[]): Promise<number>;
  inboxStatus(): Promise<InboxStatus>;
  /**
   * Durable as an accepted event is. Due `debounceMs` after the last wake, at most `maxWaitMs` after the first. A patient that is
   * taken at the moment is due again after that; one that waits to be tried again keeps that time; given up, it begins anew.
   */
  wakePatients(wakes: readonly PatientWake[], timing: WakeTiming): Promise<void>;
  /**
   * Leases due patients, the longest due first, of each source no more than its share; a patient is never leased twice at the same
   * time. What was taken and neither completed nor failed before the lease ends is due again, together with what woke it meanwhile, as a
   * suspect (`suspects`, default `alone`).
   */
  takeWork(limit: number, nowMs: number, share?: SourceShare, suspects?: SuspectRule): Promise<readonly TakenWork[]>;
  /** Done; `lost` when the lease had ended and somebody else has it. Woken meanwhile, the patient waits again. */
  completeWork(work: TakenWork, nowMs: number): Promise<'completed' | 'lost'>;
  /** Due again at `retryAtMs`; `undefined` gives it up until the next wake, or an operator. `error` is a code. */
  failWork(work: TakenWork, error: string, retryAtMs: number | undefined): Promise<'failed' | 'lost'>;
  /** Makes all given-up work of a source, or of every source, due now; gives how much there was. */
  requeueWork(source: string | undefined, nowMs: number): Promise<number>;
  /** Longest woken first. */
  listWork(filter: WorkFilter): Promise<readonly WorkSummary[]>;
  /** For each of the resources that was seen. */
  readSightings(source: string, resources: readonly string[]): Promise<readonly KeptSighting[]>;
  /** Recording one again as it is says that it is still needed. */
  recordSightings(sightings: readonly Sighting[], nowMs: number): Promise<void>;
  /** Those that were not recorded since, the longest ago first, at most `maxPurgedRows`. */
  sightingsBefore(beforeMs: number): Promise<readonly KeptSighting[]>;
  /** Deletes those of them that were not recorded since; how many. */
  forgetSightings(sightings: readonly Pick<Sighting, 'source' | 'resource'>[], beforeMs: number): Promise<number>;
  readState(place: StatePlace): Promise<StoredState | undefined>;
  /** Writes where the revision is the expected one (`undefined`: there is none yet); false where it is not. Durable. */
  writeState(place: StatePlace, body: unknown, expectedRevision: number | undefined): Promise<boolean>;
  listStates(collection: StateCollection, source: string): Promise<readonly (StatePlace & StoredState)[]>;
  deleteState(place: StatePlace): Promise<void>;
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
  /** Deletes what is past its time, at most `maxPurgedRows` of each: call it until it finds nothing. */
  purge(limits: PurgeLimits): Promise<PurgeReport>;
  /** Seals with the newest key up to `limit` records that another one sealed; how many there were: 0 when all are. */
  reseal(limit: number): Promise<number>;
  /** In the order in which they were written. */
  exportRecords(filter: ExportFilter): Promise<readonly ExportedRecord[]>;
  /**
   * Calls `listener` soon after something came in through another process that shares the store; gives what ends that. At best: who
   * waits for work looks for it from time to time all the same.
   */
  onArrival(listener: () => void): () => void;
  /** Commits what is queued, then closes. Later calls fail. */
  close(): Promise<void>;
}

/** The part of a store that keeps what was seen. */
export type SightingMethods = 'readSightings' | 'recordSightings' | 'sightingsBefore' | 'forgetSightings';

/** The part of a store that keeps notifications. */
export type InboxMethods =
  | 'acceptEvent'
  | 'takeEvents'
  | 'completeEvent'
  | 'failEvent'
  | 'quarantineEvent'
  | 'settleEvent'
  | 'listEvents'
  | 'readEvent'
  | 'requeueEvents'
  | 'discardEvents';
