import type { FeatureValue } from './feature.ts';
import type { GraphBinding } from './graph-binding.ts';

/** One column of the model's input matrix. */
export interface SignatureInput {
  readonly name: string;
  /** UCUM unit the model expects; `{boolean}` or `{category}` for the other kinds. */
  readonly unit: string;
  readonly kind: 'number' | 'boolean' | 'category';
  /** For `category`: the accepted values; the graph receives the index. */
  readonly categories?: readonly string[];
  /** Inclusive eligibility range in `unit`. Outside it the input is refused, never clamped. */
  readonly range?: readonly [number, number];
  /**
   * `required`: missing or out of range, nothing is computed. `per-output`: only the outputs that list it are withheld.
   * `optional`: the graph models its absence (NaN); out of range it is dropped.
   */
  readonly presence: 'required' | 'per-output' | 'optional';
}

/** One number that the model gives. */
export interface SignatureOutput {
  readonly name: string;
  /** UCUM unit (`1` for a probability 0–1, `mg/wk`, `{score}`). */
  readonly unit: string;
  readonly kind: 'probability' | 'quantity' | 'score' | 'category';
  /** For `category`: the meaning of 0, 1, 2 … */
  readonly categories?: readonly string[];
  /** The input names this output depends on; a refused input silences only these outputs. */
  readonly inputs: readonly string[];
  /** Column of the value in the graph's output tensor named `outputs`. */
  readonly column: number;
  /** The scale on which contributions add up, and its column in the tensor `links`. Absent: not explained. */
  readonly link?: { readonly scale: 'logit' | 'log' | 'sqrt' | 'identity'; readonly column: number };
}

/**
 * The contents of `models/<variant>.model.json`.
 * The graph takes one tensor `features` (float64 [rows, inputs.length], NaN for absent)
 * and gives `outputs` (float64 [rows, n]) and, where explained, `links` (float64 [rows, m]).
 */
export interface ModelManifest {
  /** `<reference>@<variant>`, for example `aha-prevent-2023@base-10yr`. */
  readonly id: string;
  readonly variant: string;
  readonly title: string;
  readonly reference: string;
  readonly citation: string;
  /** sha256 of the .onnx file, hex. */
  readonly sha256: string;
  /** `single-source` variants answer `score` but make no card. */
  readonly evidence: 'cross-checked' | 'single-source';
  /** `score` variants answer the command line only. */
  readonly use: 'card' | 'score';
  readonly inputs: readonly SignatureInput[];
  readonly outputs: readonly SignatureOutput[];
  /** How a foreign graph's tensors meet the signature; absent for a graph of the shape above. */
  readonly graph?: GraphBinding;
  /** 2: proven at build to hold pairwise interactions only, so one antithetic pair explains it exactly. */
  readonly interactionOrder?: 2;
  /** The patient that contributions are measured against. `'own'` takes the patient's own value (PREVENT: sex). */
  readonly referencePatient?: {
    readonly description: string;
    readonly inputs: Readonly<Record<string, FeatureValue | null>>;
    readonly own?: readonly string[];
  };
  readonly provenance: string;
}

/** Named inputs of one row, before encoding; `null` is absent. */
export type ModelInputs = Readonly<Record<string, FeatureValue | null>>;

/** Tolerance of a golden vector that states none: what a float32 export of a trainer's model keeps. */
export const defaultGoldenTolerance = 1e-4;

/** One golden vector of `models/<variant>.golden.json`. */
export interface GoldenVector {
  readonly id: string;
  readonly inputs: ModelInputs;
  /** Numbers within `tolerance` (absolute); categories exact. */
  readonly expected: Readonly<Record<string, number | string>>;
  /** Where a file leaves it out, its reader puts `defaultGoldenTolerance`. */
  readonly tolerance: number;
  readonly source: string;
}

/** What one input moved, on the output's link scale, against the reference patient. */
export interface Contribution {
  readonly input: string;
  /** The reference patient's value. */
  readonly reference: FeatureValue | null;
  readonly value: FeatureValue | null;
  /** Shapley value on the link scale. */
  readonly contribution: number;
}

export interface Explanation {
  readonly output: string;
  readonly scale: 'logit' | 'log' | 'sqrt' | 'identity';
  /** Link value of the reference patient; `base` + Σ contributions = link value of the patient. */
  readonly base: number;
  readonly link: number;
  /** Largest absolute contribution first; ties by input order. Inputs equal to the reference drop out. */
  readonly contributions: readonly Contribution[];
  readonly method: 'exact-enumeration' | 'exact-antithetic-pair';
}

export interface PredictedOutput {
  readonly value: number | string;
  readonly unit: string;
  readonly link?: number;
}

/** What a model said about one patient. */
export interface Prediction {
  /** `<reference>@<variant>`. */
  readonly model: string;
  readonly variant: string;
  readonly sha256: string;
  /** The inputs as used, after eligibility; `null` where absent. */
  readonly inputs: ModelInputs;
  /** Only outputs whose inputs are all present and eligible. */
  readonly outputs: Readonly<Record<string, PredictedOutput>>;
  readonly explanations: readonly Explanation[];
}

/** A request to run one variant. */
export interface PredictionRequest {
  readonly variant: string;
  readonly inputs: ModelInputs;
  /** Outputs wanted; default all that can be computed. */
  readonly outputs?: readonly string[];
  /** Outputs to explain; default none. */
  readonly explain?: readonly string[];
}

/** The port through which the pipeline runs models. Errors are `CardwrightError`s with a code of the `model-` family. */
export interface ModelPort {
  predict(requests: readonly PredictionRequest[]): Promise<readonly Prediction[]>;
}
