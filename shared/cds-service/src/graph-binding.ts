/**
 * One column of a tensor that a foreign graph is fed: where its value comes from.
 *
 * - `{ input }`: the value. A number as is, a boolean 0 or 1 (or a bool tensor's false and true), a category its text in a
 *   string tensor, else `codes[category]`, else its index.
 * - `{ input, equals }`: one-hot: 1 where the category is `equals` (a boolean input: `'true'` or `'false'`), else 0.
 * - `{ input, missing: true }`: the missing indicator: 1 where the input is absent, else 0.
 *
 * Columns of the same input are one player of an explanation: they move together, since rows hold signature inputs.
 */
export interface GraphColumn {
  /** Name of the signature input. */
  readonly input: string;
  /** For a category in a tensor of numbers: the number that stands for each category. */
  readonly codes?: Readonly<Record<string, number>>;
  readonly equals?: string;
  readonly missing?: true;
  /**
   * What the column holds where the input is absent. Without it: NaN in a float tensor; in an integer, bool or string
   * tensor an absent input is refused (`missing-input`), never 0 or an empty text.
   */
  readonly absent?: number | string;
}

/** One tensor that the graph is fed, and its columns in order. A tensor of one column is `[rows, 1]` or `[rows]`. */
export interface GraphInput {
  /** Name in the ONNX file. Element type and shape are read there. */
  readonly tensor: string;
  readonly columns: readonly GraphColumn[];
}

/** One column of `outputs`, read from a tensor of the graph (of its ZipMap's input, where a ZipMap was removed). */
export interface GraphOutput {
  /** Name in the ONNX file; after removal of a ZipMap also the name that the ZipMap gave. */
  readonly tensor: string;
  /** The class by its name, where the graph names its classes (`'1'` for an int64 label 1). */
  readonly class?: string;
  /** The column; with neither `class` nor `column` the tensor has one. */
  readonly column?: number;
  /** For a category output read from a label tensor: the graph's label of category 0, 1, 2 …; default: the categories themselves. */
  readonly labels?: readonly string[];
}

/** One column of `links`: read from a tensor, or computed outside the graph from a column of `outputs`. */
export type GraphLink =
  { readonly tensor: string; readonly column?: number; readonly class?: string } | { readonly fromOutput: number };

/**
 * How a foreign graph meets the signature. Absent: the graph is one of ours, with the tensors `features`, `outputs` and
 * `links`. Present: column i of `outputs` is `outputs[i]`, column j of `links` is `links[j]`, and `SignatureOutput.column`
 * and `link.column` count in these lists.
 *
 * A link `fromOutput` is computed on the scale of the signature output that reads it: `logit` of the probability (kept
 * within 2⁻²⁴ of 0 and 1, which is what a float32 probability can tell apart), `log`, `sqrt` or `identity`.
 */
export interface GraphBinding {
  readonly inputs: readonly GraphInput[];
  readonly outputs: readonly GraphOutput[];
  readonly links?: readonly GraphLink[];
}
