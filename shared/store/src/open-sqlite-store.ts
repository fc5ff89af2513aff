import { openConnection } from './open-connection.ts';
import { sqliteEvaluations } from './sqlite-evaluations.ts';
import { sqliteFeedback } from './sqlite-feedback.ts';
import { sqliteInbox } from './sqlite-inbox.ts';
import { sqliteRetention } from './sqlite-retention.ts';
import { sqliteSteps } from './sqlite-steps.ts';
import { startCheckpoints } from './start-checkpoints.ts';
import { storeFailed } from './store-failed.ts';
import { sqliteTokens } from './sqlite-tokens.ts';
import type { Store } from './store.ts';
import { TurnWriter } from './turn-writer.ts';

export interface SqliteStoreOptions {
  /** Path of the database file, or `:memory:`. A new file, and its folder, can be read by its owner only. */
  readonly file: string;
  /**
   * How long a write waits for another connection, the checkpoint thread's among them, whose `fsync` on a busy disk can
   * take long; the event loop waits with it. A short stall is better than a call refused. Default 5000.
   */
  readonly busyTimeoutMs?: number;
  /** How long an event may be worked on before it is due again. Default one minute. */
  readonly leaseMs?: number;
}

/**
 * The embedded store. Two connections to one file in WAL mode: evaluations are written with `synchronous=NORMAL` (a
 * power cut may take those of the last quarter second, a crash of the process takes none), feedback, the inbox and used tokens with `FULL` (an answered
 * notification survives a power cut). `:memory:` has one connection: nothing there is durable.
 * @throws CardwrightError `store-failed` when the file cannot be opened, is damaged, or was written by a newer version.
 */
export function openSqliteStore({ file, busyTimeoutMs = 5_000, leaseMs = 60_000 }: SqliteStoreOptions): Store {
  const fast = openConnection({ file, busyTimeoutMs, synchronous: 'NORMAL' });
  const durable = file === ':memory:' ? fast : openConnection({ file, busyTimeoutMs, synchronous: 'FULL' });
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
function guarded(store: Store): Store {
  const guard =
    <A extends readonly unknown[], R>(method: (...values: A) => Promise<R>) =>
    (...values: A): Promise<R> =>
      method(...values).catch((error: unknown) => Promise.reject(storeFailed(error)));
  return {
    recordEvaluation: guard(store.recordEvaluation),
    readEvaluation: guard(store.readEvaluation),
    listEvaluations: guard(store.listEvaluations),
    readCard: guard(store.readCard),
    recordFeedback: guard(store.recordFeedback),
    readFeedback: guard(store.readFeedback),
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
