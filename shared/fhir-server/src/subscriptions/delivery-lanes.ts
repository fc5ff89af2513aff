/** Notifications waiting or under way at one time, over all subscriptions; more are not sent and counted as failed. */
export const maxWaitingDeliveries = 50_000;

/**
 * Work in order for each subscription, subscriptions beside each other: one whose endpoint does not answer holds nobody
 * else up.
 */
export class DeliveryLanes<Job> {
  /** Does the first of the jobs, or several at once, and gives how many. Never throws. */
  readonly #perform: (subscriptionId: string, jobs: readonly Job[]) => Promise<number>;
  readonly #jobs = new Map<string, Job[]>();
  readonly #running = new Set<Promise<void>>();
  #waiting = 0;

  constructor(perform: (subscriptionId: string, jobs: readonly Job[]) => Promise<number>) {
    this.#perform = perform;
  }

  /** False: too much is waiting, and the job was not taken. */
  add(subscriptionId: string, job: Job): boolean {
    if (this.#waiting >= maxWaitingDeliveries) return false;
    this.#waiting += 1;
    const jobs = this.#jobs.get(subscriptionId);
    if (jobs) {
      jobs.push(job);
      return true;
    }
    this.#jobs.set(subscriptionId, [job]);
    const run = this.#run(subscriptionId).finally(() => this.#running.delete(run));
    this.#running.add(run);
    return true;
  }

  /** Forgets what is waiting for a subscription; what is under way ends by itself. */
  drop(subscriptionId: string): void {
    const jobs = this.#jobs.get(subscriptionId);
    if (jobs) this.#waiting -= jobs.splice(1).length;
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  async #run(subscriptionId: string): Promise<void> {
    // The next turn of the loop: what is written together can be told together.
    await Promise.resolve();
    const jobs = this.#jobs.get(subscriptionId) ?? [];
    while (jobs.length > 0) {
      const done = await this.#perform(subscriptionId, jobs);
      this.#waiting -= jobs.splice(0, done).length;
    }
    this.#jobs.delete(subscriptionId);
  }
}
