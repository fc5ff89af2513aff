/** A beat for each subscription that has been quiet for its period. The timers do not keep the process alive. */
export class Heartbeats {
  readonly #beat: (subscriptionId: string) => void;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  constructor(beat: (subscriptionId: string) => void) {
    this.#beat = beat;
  }

  /** Begins the period anew. */
  start(subscriptionId: string, periodMs: number): void {
    this.stop(subscriptionId);
    this.#timers.set(subscriptionId, setTimeout(() => this.#beat(subscriptionId), periodMs).unref());
  }

  stop(subscriptionId: string): void {
    clearTimeout(this.#timers.get(subscriptionId));
    this.#timers.delete(subscriptionId);
  }

  stopAll(): void {
    for (const id of [...this.#timers.keys()]) this.stop(id);
  }
}
