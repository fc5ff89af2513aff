import type { AbsenceReason, Feature } from '@cardwright/cds-service';
import { StreamingHistogram, type Histogram } from './streaming-histogram.ts';

/** What was seen of one feature: counts only, no patient. */
export interface FeatureCounts {
  readonly present: number;
  /** Of these: counted as no because the source of the model says so. */
  readonly assumed: number;
  /** Of these: outside the usual, inside the plausible range. */
  readonly unusual: number;
  /** By `AbsenceReason`. */
  readonly absent: Readonly<Record<string, number>>;
  /** Of numbers. */
  readonly histogram?: Histogram;
  /** Of booleans and categories; `(other)` beyond the first hundred. */
  readonly values?: Readonly<Record<string, number>>;
}

const maxValues = 100;

/** Counts one feature over many patients, in bounded memory. */
export class FeatureTally {
  #present = 0;
  #assumed = 0;
  #unusual = 0;
  readonly #absent = new Map<AbsenceReason, number>();
  readonly #numbers = new StreamingHistogram();
  readonly #values = new Map<string, number>();
  #isNumber = false;

  add(feature: Feature): void {
    if (feature.status === 'absent') return increment(this.#absent, feature.reason);
    this.#present += 1;
    if (feature.assumed) this.#assumed += 1;
    if (feature.unusual) this.#unusual += 1;
    if (typeof feature.value === 'number') {
      this.#isNumber = true;
      return this.#numbers.add(feature.value);
    }
    const value = String(feature.value);
    increment(this.#values, this.#values.has(value) || this.#values.size < maxValues ? value : '(other)');
  }

  read(): FeatureCounts {
    return {
      present: this.#present,
      assumed: this.#assumed,
      unusual: this.#unusual,
      absent: sorted(this.#absent),
      ...(this.#isNumber && { histogram: this.#numbers.read() }),
      ...(this.#values.size > 0 && { values: sorted(this.#values) }),
    };
  }
}

function increment<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

const sorted = (counts: ReadonlyMap<string, number>): Readonly<Record<string, number>> =>
  Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
