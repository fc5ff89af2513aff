import type { DatabaseSync } from 'node:sqlite';
import { openConnection } from './open-connection.ts';
import type { KeyRing } from './key-ring.ts';
import type { ListedState } from './list-all-states.ts';
import { sealedRecords } from './sealed-records.ts';
import type { SealedRecords } from './sealed-records.ts';
import { sqliteEvaluations } from './sqlite-evaluations.ts';
import type { EvaluationRow } from './sqlite-evaluations.ts';
import { sqliteExport } from './sqlite-export.ts';
import { sqliteFeedback } from './sqlite-feedback.ts';
import { sqliteInbox } from './sqlite-inbox.ts';
import { sqliteRetention } from './sqlite-retention.ts';
import { sqliteSealer } from './sqlite-sealer.ts';
import { sqliteSightings } from './sqlite-sightings.ts';
import { sqliteStates } from './sqlite-states.ts';
import { sqliteStatus } from './sqlite-status.ts';
import { sqliteSteps } from './sqlite-steps.ts';
import { startCheckpoints } from './start-checkpoints.ts';
import { storeFailed } from './store-failed.ts';
import { sqliteTokens } from './sqlite-tokens.ts';
import { sqliteUpkeep } from './sqlite-upkeep.ts';
import { sqliteWork } from './sqlite-work.ts';
import type { EventSettlement, IssuedCard, StateCollection, Store } from './store.ts';
import { TurnWriter } from './turn-writer.ts';

/** The store on its database: evaluations come as rows, serialised by whoever holds the object. */
export interface SqliteStore extends Omit<Store, 'recordEvaluation' | 'listStates' | 'onArrival'> {
  recordRow(row: EvaluationRow, issuedCards: readonly IssuedCard[]): Promise<void>;
  /** At most `statesAtOnce`, after the `seq`. */
  pageOfStates(collection: StateCollection, source: string, after: number): Promise<readonly ListedState[]>;
}

export interface SqliteOptions {
  readonly file: string;
  readonly busyTimeoutMs: number;
  readonly leaseMs: number;
  readonly keys: KeyRing;
  /** The file has been checked and migrated. */
  readonly isPrepared: boolean;
}

/**
 * Two connections to one file in WAL mode: evaluations are written with `synchronous=NORMAL` (a power cut may take those of
 * the last quarter second, a crash of the process takes none), everything else with `FULL` (what was answered survives a power
 * cut). `:memory:` has one connection: nothing there is durable.
 * @throws CardwrightError `store-failed`, `store-key`.
 */
export function sqliteStore({ file, busyTimeoutMs, leaseMs, keys, isPrepared }: SqliteOptions): SqliteStore {
  const connect = (synchronous: 'NORMAL' | 'FULL') =>
    openConnection({ file, busyTimeoutMs, synchronous, keys, isPrepared });
  const fast = connect('NORMAL');
  const durable = file === ':memory:' ? fast : connect('FULL');
  const checkpoints = file === ':memory:' ? undefined : startCheckpoints(file);
  const databases = new Set([fast, durable]);
  const [fastWriter, durableWriter] = [new TurnWriter(fast), new TurnWriter(durable)];
  const sealer = sqliteSealer(durable, keys);
  const records = sealedRecords(sealer);
  return guarded({
    ...sqliteEvaluations(fast, fastWriter, records),
    ...sqliteFeedback(durable, durableWriter, records),
    ...door2(durable, durableWriter, { leaseMs, records }),
    ...sqliteTokens(durable, durableWriter),
    ...sqliteSteps(durable, durableWriter),
    ...sqliteRetention(fast, fastWriter, records),
    ...sqliteUpkeep(durable, durableWriter, sealer),
    ...sqliteExport(durable, records),
    async close() {
      [fastWriter, durableWriter].forEach((writer) => writer.close());
      await checkpoints?.stop();
      databases.forEach((database) => database.isOpen && database.close());
    },
  });
}

/** The inbox and what follows from it. */
function door2(
  database: DatabaseSync,
  writer: TurnWriter,
  options: { readonly leaseMs: number; readonly records: SealedRecords },
) {
  const { wake, ...work } = sqliteWork(database, writer, options);
  const { note, ...sightings } = sqliteSightings(database, writer, options.records);
  const settle = ({ sightings: seen, wakes, timing }: EventSettlement) => {
    note(seen, timing.nowMs);
    wake(wakes, timing);
  };
  return {
    ...sqliteInbox(database, writer, { ...options, settle }),
    ...work,
    ...sightings,
    ...sqliteStates(database, writer, options.records),
    ...sqliteStatus(database),
  };
}

/** Every method fails as `store-failed`, whatever went wrong below. */
function guarded(store: SqliteStore): SqliteStore {
  const guard =
    <A extends readonly unknown[], R>(method: (...values: A) => Promise<R>) =>
    (...values: A): Promise<R> =>
      method(...values).catch((error: unknown) => Promise.reject(storeFailed(error)));
  return {
    recordRow: guard(store.recordRow),
    readEvaluation: guard(store.readEvaluation),
    listEvaluations: guard(store.listEvaluations),
    readCard: guard(store.readCard),
    recordFeedback: guard(store.recordFeedback),
    readFeedback: guard(store.readFeedback),
    readLastFeedback: guard(store.readLastFeedback),
    acceptEvent: guard(store.acceptEvent),
    takeEvents: guard(store.takeEvents),
    completeEvent: guard(store.completeEvent),
    failEvent: guard(store.failEvent),
    quarantineEvent: guard(store.quarantineEvent),
    settleEvent: guard(store.settleEvent),
    listEvents: guard(store.listEvents),
    readEvent: guard(store.readEvent),
    requeueEvents: guard(store.requeueEvents),
    discardEvents: guard(store.discardEvents),
    inboxStatus: guard(store.inboxStatus),
    wakePatients: guard(store.wakePatients),
    takeWork: guard(store.takeWork),
    completeWork: guard(store.completeWork),
    failWork: guard(store.failWork),
    requeueWork: guard(store.requeueWork),
    listWork: guard(store.listWork),
    readSightings: guard(store.readSightings),
    recordSightings: guard(store.recordSightings),
    sightingsBefore: guard(store.sightingsBefore),
    forgetSightings: guard(store.forgetSightings),
    readState: guard(store.readState),
    writeState: guard(store.writeState),
    pageOfStates: guard(store.pageOfStates),
    deleteState: guard(store.deleteState),
    claimToken: guard(store.claimToken),
    recordStandings: guard(store.recordStandings),
    readSteps: guard(store.readSteps),
    retainRequest: guard(store.retainRequest),
    readRetainedRequest: guard(store.readRetainedRequest),
    purgeRequests: guard(store.purgeRequests),
    purge: guard(store.purge),
    reseal: guard(store.reseal),
    exportRecords: guard(store.exportRecords),
    close: guard(store.close),
  };
}
