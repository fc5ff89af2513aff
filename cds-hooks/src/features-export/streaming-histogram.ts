/** Counts of one column over bins; bin i holds `edges[i-1] <= x < edges[i]`, the first and the last are open outward. */
export interface Histogram {
  /** Ascending, in the unit of the feature; one fewer than `counts`. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** Cells kept at most; beyond that neighbours are joined. 900 cells cover one decade at three digits. */
const maxCells = 20_000;

/**
 * A histogram of numbers that arrive one by one, without their range being known: values are counted in cells of three
 * significant digits (0.5 % wide at most), so memory is bounded and every edge is exact.
 */
export class StreamingHistogram {
  #cells = new Map<number, number>();
  #digits = 3;

  add(value: number): void {
    const cell = floorTo(value, this.#digits);
    this.#cells.set(cell, (this.#cells.get(cell) ?? 0) + 1);
    if (this.#cells.size > maxCells && this.#digits > 1) this.#coarsen();
  }

  /** At most `bins` bins of about equal count; fewer where values repeat. */
  read(bins = 10): Histogram {
    const cells = [...this.#cells].sort(([a], [b]) => a - b);
    const total = cells.reduce((sum, [, count]) => sum + count, 0);
    const edges: number[] = [];
    const counts: number[] = [];
    let before = 0;
    let inBin = 0;
    for (const [cell, count] of cells) {
      if (inBin > 0 && before >= ((counts.length + 1) * total) / bins) {
        edges.push(cell);
        counts.push(inBin);
        inBin = 0;
      }
      before += count;
      inBin += count;
    }
    return { edges, counts: total === 0 ? [] : [...counts, inBin] };
  }

  #coarsen(): void {
    this.#digits -= 1;
    const finer = this.#cells;
    this.#cells = new Map();
    for (const [cell, count] of finer) {
      const coarse = floorTo(cell, this.#digits);
      this.#cells.set(coarse, (this.#cells.get(coarse) ?? 0) + count);
    }
  }
}

/** The largest number of so many significant digits that is not above `value`. */
function floorTo(value: number, digits: number): number {
  if (value === 0) return 0;
  const rounded = Number(value.toPrecision(digits));
  if (rounded <= value) return rounded;
  const step = 10 ** (Math.floor(Math.log10(Math.abs(value))) - digits + 1);
  return Number((rounded - step).toPrecision(digits));
}
