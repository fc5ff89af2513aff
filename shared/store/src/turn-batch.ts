import { CardwrightError } from '@cardwright/cds-service';

/** What is asked for in one turn goes out in batches of at most so many. */
const maxBatchItems = 256;
/** While so many batches are under way, what comes gathers for the next. */
const maxOpenBatches = 2;

interface Job<T, R> {
  readonly item: T;
  readonly resolve: (result: R) => void;
  readonly reject: (error: unknown) => void;
}

export interface TurnBatchOptions<T, R> {
  /** One transaction; a result for each item, in their order. */
  readonly write: (items: readonly T[]) => Promise<readonly R[]>;
  /** Whether one item's data are at fault; the items of the batch are then written one by one, and that one fails alone. */
  readonly isOfOneItem: (error: unknown) => boolean;
}

/**
 * Writes everything that one turn of the event loop asks for, and what gathers while the database is busy, in one
 * transaction, because the journey and the commit are the expensive part. A promise resolves only after the commit.
 */
export class TurnBatch<T, R> {
  readonly #options: TurnBatchOptions<T, R>;
  #queue: Job<T, R>[] = [];
  #open = new Set<Promise<void>>();
  #isPlanned = false;
  #isClosed = false;

  constructor(options: TurnBatchOptions<T, R>) {
    this.#options = options;
  }

  add(item: T): Promise<R> {
    if (this.#isClosed) return Promise.reject(new CardwrightError('store-failed', 'the store is closed'));
    return new Promise((resolve, reject) => {
      this.#queue.push({ item, resolve, reject });
      if (this.#isPlanned) return;
      this.#isPlanned = true;
      setImmediate(() => this.#flush());
    });
  }

  /** Resolves when everything that was asked for is settled; later writes fail. */
  async close(): Promise<void> {
    this.#isClosed = true;
    while (this.#queue.length > 0 || this.#open.size > 0) {
      this.#flush();
      await Promise.all(this.#open);
    }
  }

  #flush(): void {
    this.#isPlanned = false;
    while (this.#queue.length > 0 && this.#open.size < maxOpenBatches) {
      const batch = this.#settle(this.#queue.splice(0, maxBatchItems)).finally(() => {
        this.#open.delete(batch);
        this.#flush();
      });
      this.#open.add(batch);
    }
  }

  async #settle(jobs: readonly Job<T, R>[]): Promise<void> {
    try {
      const results = await this.#options.write(jobs.map(({ item }) => item));
      jobs.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (result === undefined) reject(new CardwrightError('store-failed', 'the store gave no answer'));
        else resolve(result);
      });
    } catch (error) {
      if (jobs.length > 1 && this.#options.isOfOneItem(error)) for (const job of jobs) await this.#settle([job]);
      else jobs.forEach(({ reject }) => reject(error));
    }
  }
}
