/** The type of a value at the border of a graph. */
export type OnnxType =
  | {
      readonly kind: 'tensor';
      /** `float32`, `int64`, `string` …, `bfloat16` included. */
      readonly element: string;
      /** A number, the name of a free dimension, or null for a free dimension without a name; absent: the rank is free. */
      readonly shape?: readonly (number | string | null)[];
    }
  | { readonly kind: 'map' | 'sequence' | 'other'; readonly words: string };

export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
}

/** What is read of an attribute; numbers and texts only of those that the checks need. */
export interface OnnxAttribute {
  readonly name: string;
  readonly int?: number;
  readonly text?: string;
  readonly ints: readonly number[];
  readonly floats: readonly number[];
  readonly texts: readonly string[];
}

export interface OnnxNode {
  readonly domain: string;
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: readonly OnnxAttribute[];
}

/** A constant stored in the file. `raw` is the TensorProto itself. */
export interface OnnxInitializer {
  readonly name: string;
  readonly element: string;
  readonly dims: readonly number[];
  readonly raw: Uint8Array;
}

/** What this room knows of an ONNX file: enough to judge it and to bind it, not to run it. */
export interface OnnxModel {
  readonly irVersion: number;
  readonly producer: string;
  /** Versions by domain; the default domain is `ai.onnx`. */
  readonly opsets: Readonly<Record<string, number>>;
  /** `metadata_props`: the runtime does not give them to JavaScript. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** Nodes of the main graph, in file order. */
  readonly nodes: readonly OnnxNode[];
  /** Every operator of graph, subgraphs and functions, as `domain.Name` (default domain: `Name`), sorted, once each. */
  readonly operators: readonly string[];
  /** `domain.Name` of the functions that the file itself defines. */
  readonly functions: readonly string[];
  readonly initializers: readonly OnnxInitializer[];
  /** True when a tensor anywhere in the file points to another file. */
  readonly externalData: boolean;
}
