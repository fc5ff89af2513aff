/** One thing that was checked. */
export interface CheckedItem {
  readonly name: string;
  /** Empty: it passed. */
  readonly problems: readonly string[];
  /** What may be so on purpose; no failure. */
  readonly notes?: readonly string[];
}
