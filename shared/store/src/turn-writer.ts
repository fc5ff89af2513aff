import type { DatabaseSync } from 'node:sqlite';
import { CardwrightError } from '@cardwright/cds-service';
import { isOfOneWrite, storeFailed } from './store-failed.ts';

/** A full queue is written at once instead of at the end of the turn. */
const maxQueuedWrites = 256;

interface Job {
  readonly run: () => void;
  readonly resolve: () => void;
  readonly reject: (error: CardwrightError) => void;
}

/**
 * Writes everything that one turn of the event loop asks for in one transaction, because the commit is the expensive
 * part. A promise resolves only after the commit. A write that is refused for its own sake (a constraint, a wrong type) fails
 * alone: the others are then written one by one.
 */
export class TurnWriter {
  readonly #database: DatabaseSync;
  readonly #begin;
  readonly #commit;
  readonly #rollback;
  #queue: Job[] = [];
  #isClosed = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
    // IMMEDIATE: a transaction that reads first must not fail when it comes to write.
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
    this.#rollback = database.prepare('ROLLBACK');
  }

  write<T>(work: () => T): Promise<T> {
    if (this.#isClosed) return Promise.reject(new CardwrightError('store-failed', 'the store is closed'));
    return new Promise((resolve, reject) => {
      let result: { readonly value: T } | undefined;
      const run = () => void (result = { value: work() });
      this.#queue.push({ run, resolve: () => result && resolve(result.value), reject });
      if (this.#queue.length === 1) setImmediate(() => this.flush());
      if (this.#queue.length >= maxQueuedWrites) this.flush();
    });
  }

  /** Writes what is queued, now. */
  flush(): void {
    const jobs = this.#queue;
    this.#queue = [];
    if (jobs.length === 0) return;
    const error = this.#transact(jobs);
    if (error === undefined) return jobs.forEach((job) => job.resolve());
    // A lock or a full disk would fail, and block, once for each job: only a refused row is worth the retry.
    if (jobs.length > 1 && isOfOneWrite(error)) return jobs.forEach((job) => this.#settleAlone(job));
    jobs.forEach((job) => job.reject(storeFailed(error)));
  }

  close(): void {
    this.flush();
    this.#isClosed = true;
  }

  #settleAlone(job: Job): void {
    const error = this.#transact([job]);
    if (error === undefined) job.resolve();
    else job.reject(storeFailed(error));
  }

  #transact(jobs: readonly Job[]): unknown {
    try {
      this.#begin.run();
      for (const job of jobs) job.run();
      this.#commit.run();
      return undefined;
    } catch (error) {
      if (this.#database.isTransaction) this.#rollback.run();
      return error ?? new CardwrightError('store-failed', 'the store could not write');
    }
  }
}
