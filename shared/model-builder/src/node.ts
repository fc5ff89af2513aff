/** A float64 value in a graph under construction: [rows, 1], or [1, 1] for a constant, which broadcasts. NaN means absent. */
export interface Node {
  readonly kind: 'number';
  /** Name of the value inside the graph. */
  readonly name: string;
  /** False for constants: the same value in every row. */
  readonly perRow: boolean;
}

/** A truth value in a graph under construction. It cannot hold "absent": every comparison with NaN is false. */
export interface Bool {
  readonly kind: 'bool';
  readonly name: string;
  readonly perRow: boolean;
}

/** One band of a step function, from the end of the band before it up to `upTo`. */
export interface Band {
  /** Upper end; `Infinity` for the last band. */
  readonly upTo: number;
  /** True when `upTo` itself belongs to this band. */
  readonly inclusive: boolean;
  readonly points: number;
}
