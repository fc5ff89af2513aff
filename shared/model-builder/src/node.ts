/** Float64 values in a graph under construction: [rows, width], or [1, width] for constants, which broadcast. NaN means absent. */
export interface Node {
  readonly kind: 'number';
  /** Name of the value inside the graph. */
  readonly name: string;
  /** Columns: 1, or more for a block. */
  readonly width: number;
  /** False for constants: the same value in every row. */
  readonly perRow: boolean;
}

/** A truth value in a graph under construction. It cannot hold "absent": every comparison with NaN is false. */
export interface Bool {
  readonly kind: 'bool';
  readonly name: string;
  readonly width: number;
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
