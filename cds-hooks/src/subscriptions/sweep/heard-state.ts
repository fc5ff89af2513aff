/** What was heard of one subscription. Numbers are text, because they may exceed what JSON numbers hold. */
export interface HeardState {
  /** When anything came last, epoch milliseconds by our clock. */
  readonly heardAtMs: number;
  /** As the source said last: requested, active, error, off. */
  readonly status?: string;
  /** Grows when the source begins to count anew. */
  readonly epoch: number;
  /** All events of this epoch up to this number came. */
  readonly contiguous: string;
  /** Numbers beyond it that came, in order. */
  readonly ahead: readonly string[];
  /** The highest number that is known to exist. */
  readonly highest: string;
  /** When the newest event of this epoch happened, by the source's clock, epoch milliseconds. */
  readonly newestAtMs?: number;
  /** When the first event of this epoch that was seen happened. */
  readonly epochAtMs?: number;
  /** Since when a number is missing. */
  readonly gapSinceMs?: number;
  /** The numbers alone cannot say what was lost. */
  readonly needsSweep?: true;
  /** When its silence was last looked into. */
  readonly checkedAtMs?: number;
}

/** Not a door: only we write there. */
export function isHeardState(body: unknown): body is HeardState {
  return typeof body === 'object' && body !== null && 'epoch' in body && 'contiguous' in body && 'heardAtMs' in body;
}
