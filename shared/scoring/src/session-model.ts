import { CardwrightError } from '@cardwright/cds-service';
import type { ModelManifest, Prediction } from '@cardwright/cds-service';
import type { Method } from './plan-explanation.ts';
import type { ScoringRequest } from './plan-request.ts';
import { scoreRequests } from './score-requests.ts';
import type { OpenModel } from './score-requests.ts';

/** A model that has passed its checks. */
export interface LoadedModel {
  readonly manifest: ModelManifest;
  /**
   * Scores and explains, in order. Calls run one after the other. An output is given when its inputs are present
   * (optional ones may be absent). The first error rejects the call: `bad-input`, `not-computable`, `model-failed`.
   */
  predict(requests: readonly ScoringRequest[]): Promise<readonly Prediction[]>;
  /** False while the model's process is gone after it took too much time or memory. */
  isReady(): boolean;
  /** Closes the session after the calls already made; later calls fail with `model-failed`. */
  release(): Promise<void>;
}

/** `LoadedModel` over an ONNX session. A run is synchronous in the runtime, so calls queue here, in order. */
export class SessionModel implements LoadedModel {
  readonly #open: OpenModel;
  #tail: Promise<unknown> = Promise.resolve();
  #released = false;

  constructor(open: OpenModel) {
    this.#open = open;
  }

  get manifest(): ModelManifest {
    return this.#open.manifest;
  }

  predict(requests: readonly ScoringRequest[]): Promise<readonly Prediction[]> {
    return this.#enqueue(() => scoreRequests(this.#open, requests));
  }

  isReady(): boolean {
    return !this.#released && this.#open.session.isReady();
  }

  /** As `predict`, by a method of choice: for the proof that two methods agree. */
  predictBy(method: Method, requests: readonly ScoringRequest[]): Promise<readonly Prediction[]> {
    return this.#enqueue(() => scoreRequests(this.#open, requests, method));
  }

  async release(): Promise<void> {
    if (this.#released) return;
    this.#released = true;
    await this.#tail;
    await this.#open.session.release();
  }

  #enqueue<T>(work: () => Promise<T>): Promise<T> {
    if (this.#released) {
      const { id } = this.#open.manifest;
      return Promise.reject(new CardwrightError('model-failed', `${id} is released`, { model: id }));
    }
    const result = this.#tail.then(work);
    this.#tail = result.catch(() => undefined);
    return result;
  }
}
