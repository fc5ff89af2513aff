import { openConnection } from './open-connection.ts';
import { sqliteEvaluations } from './sqlite-evaluations.ts';
import type { EvaluationRow } from './sqlite-evaluations.ts';
import { sqliteFeedback } from './sqlite-feedback.ts';
import { sqliteInbox } from './sqlite-inbox.ts';
import { sqliteRetention } from './sqlite-retention.ts';
import { sqliteSteps } from './sqlite-steps.ts';
import { startCheckpoints } from './start-checkpoints.ts';
import { storeFailed } from './store-failed.ts';
import { sqliteTokens } from './sqlite-tokens.ts';
import type { IssuedCard, Store } from './store.ts';
import { TurnWriter } from './turn-writer.ts';

/** The store on its database: evaluations come as rows, serialised by whoever holds the object. */
export interface SqliteStore extends Omit<Store, 'recordEvaluation'> {
  recordRow(row: EvaluationRow, issuedCards: readonly IssuedCard[]): Promise<void>;
}

export interface SqliteOptions {
  readonly file: string;
  readonly busyTimeoutMs: number;
  readonly leaseMs: number;
  /** The file has been checked and migrated. */
  readonly isPrepared: boolean;
}

/**
 * Two connections to one file in WAL mode: evaluations are written with `synchronous=NORMAL` (a power cut may take those of
 * the last quarter second, a crash of the process takes none), feedback, the inbox and used tokens with `FULL` (an answered
 * notification survives a power cut). `:memory:` has one connection: nothing there is durable.
 * @throws CardwrightError `store-failed`.
 */
export function sqliteStore({ file, busyTimeoutMs, leaseMs, isPrepared }: SqliteOptions): SqliteStore {
  const connect = (synchronous: 'NORMAL' | 'FULL') => openConnection({ file, busyTimeoutMs, synchronous, isPrepared });
  const fast = connect('NORMAL');
  const durable = file === ':memory:' ? fast : connect('FULL');
  const checkpoints = file === ':memory:' ? undefined : startCheckpoints(file);
  const databases = new Set([fast, durable]);
  const fastWriter = new TurnWriter(fast);
  const durableWriter = new TurnWriter(durable);
  return guarded({
    ...sqliteEvaluations(fast, fastWriter),
    ...sqliteFeedback(durable, durableWriter),
    ...sqliteInbox(durable, durableWriter, leaseMs),
    ...sqliteTokens(durable, durableWriter),
    ...sqliteSteps(durable, durableWriter),
    ...sqliteRetention(fast, fastWriter),
    async close() {
      [fastWriter, durableWriter].forEach((writer) => writer.close());
      await checkpoints?.stop();
      databases.forEach((database) => database.isOpen && database.close());
    },
  });
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
    countEvents: guard(store.countEvents),
    claimToken: guard(store.claimToken),
    recordStandings: guard(store.recordStandings),
    readSteps: guard(store.readSteps),
    retainRequest: guard(store.retainRequest),
    readRetainedRequest: guard(store.readRetainedRequest),
    purgeRequests: guard(store.purgeRequests),
    close: guard(store.close),
  };
}
