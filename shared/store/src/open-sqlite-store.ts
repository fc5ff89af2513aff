import type { KeyRing } from './key-ring.ts';
import { listAllStates } from './list-all-states.ts';
import { keysOfFile, newKey } from './own-key.ts';
import { openConnection } from './open-connection.ts';
import { rowOf } from './sqlite-evaluations.ts';
import { sqliteStore } from './sqlite-store.ts';
import type { SqliteStore } from './sqlite-store.ts';
import type { Store } from './store.ts';
import { startStoreThread } from './start-store-thread.ts';

export interface SqliteStoreOptions {
  /** Path of the database file, or `:memory:`. A new file, and its folder, can be read by its owner only. */
  readonly file: string;
  /**
   * How long a write waits for another connection, the checkpoint thread's among them, whose `fsync` on a busy disk can
   * take long. A short stall is better than a call refused. Default 5000.
   */
  readonly busyTimeoutMs?: number;
  /** How long an event or a patient may be worked on before it is due again. Default one minute. */
  readonly leaseMs?: number;
  /**
   * What seals and opens; by default, and to open what was sealed before there were others, the key that the store keeps beside its
   * file (own-key.ts).
   */
  readonly keys?: KeyRing;
}

/**
 * The embedded store: a database file behind a thread of its own, so that no request waits for the disk or for a lock
 * (measured: half of a write's time on the event loop, and all of its `fsync`). `:memory:` stays on this thread.
 * @throws CardwrightError `store-failed` when the file cannot be opened, is damaged, or was written by a newer version;
 * `store-key` when it was sealed with a key that is not there.
 */
export function openSqliteStore({
  file,
  busyTimeoutMs = 5_000,
  leaseMs = 60_000,
  keys: given,
}: SqliteStoreOptions): Store {
  const keys = file === ':memory:' ? (given ?? [newKey('memory')]) : keysOfFile(file, given);
  const options = { file, busyTimeoutMs, leaseMs, keys };
  if (file === ':memory:') return withObjects(sqliteStore({ ...options, isPrepared: false }));
  // What is wrong with the file is said here, where the caller can stop; the thread then finds it in order.
  openConnection({ file, busyTimeoutMs, keys, synchronous: 'FULL' }).close();
  return withObjects(startStoreThread({ ...options, isPrepared: true }));
}

function withObjects({ recordRow, pageOfStates, ...store }: SqliteStore): Store {
  return {
    ...store,
    recordEvaluation: (evaluation, issuedCards) => recordRow(rowOf(evaluation), issuedCards),
    listStates: (collection, source) => listAllStates((after) => pageOfStates(collection, source, after)),
    // A file tells nobody that it was written; processes that share one look from time to time.
    onArrival: () => () => undefined,
  };
}
