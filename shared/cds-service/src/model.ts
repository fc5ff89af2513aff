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
  /**
   * Inputs that name the same player are one player of the explanation, as the columns of a one-hot encoding are. A player
   * may be named like one of its inputs, the one that holds the value. Default: a player of its own.
   */
  readonly player?: string;
  /** A boolean that is true where the named input is absent: one player with it. */
  readonly missingIndicatorOf?: string;
  /** What the model takes for this input where it is absent; only for `optional` inputs. */
  readonly imputation?: Imputation;
  /**
   * What the absent value could plausibly have been; only for `optional` inputs. Declared, the prediction of a patient
   * without this input carries the range of the output over these values.
   */
  readonly whenMissing?: PlausibleValues;
}

/** What a model assumes where an input is absent. It is never shown as measured. */
export interface Imputation {
  /** In the unit and categories of the input. */
  readonly value: FeatureValue;
  readonly statistic: 'median' | 'mean' | 'mode' | 'constant';
  /** Where the value is from: the training data, a paper. */
  readonly source: string;
  /** `engine`: we put the value into the row. `graph`: the graph gets NaN and does it itself. */
  readonly by: 'engine' | 'graph';
}

/** The values an absent input could have had: a range of a number, inclusive, or a list. */
export type PlausibleValues = (
  { readonly range: readonly [number, number] } | { readonly values: readonly FeatureValue[] }
) & { readonly source: string };

/**
 * A table that makes a probability agree with what was observed, applied outside the graph to every number the model
 * gives. `logistic`: intercept + slope × logit, on the output and its logit link alike. `isotonic`: `y` at the
 * probability between the points `x` (ascending), flat outside them; the link stays the one before calibration.
 */
export type Calibration =
  | { readonly kind: 'logistic'; readonly intercept: number; readonly slope: number; readonly source: string }
  | {
      readonly kind: 'isotonic';
      readonly x: readonly number[];
      readonly y: readonly number[];
      /** `linear` between two points, or the `y` of the last point not above (`step`). */
      readonly interpolation: 'linear' | 'step';
      readonly source: string;
    };

/** An input that treatment or conduct can change, so that "what would it be with another value" may be said. */
export interface ActionableInput {
  readonly input: string;
  /** The outputs for which it may be said. */
  readonly outputs: readonly string[];
  /** For a number: the way it may be moved, and the plausible range it stays in. */
  readonly direction?: 'lower' | 'higher';
  readonly range?: readonly [number, number];
  /** Values to speak of. Default for a number: the end of the range that `direction` points to. */
  readonly targets?: readonly FeatureValue[];
  /** What says that this input can be changed, and whence the targets. */
  readonly source: string;
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
  /** Inclusive; a value outside is an error of the model. A probability has 0 to 1 without saying so. */
  readonly range?: readonly [number, number];
  /** Only for a probability. */
  readonly calibration?: Calibration;
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
  /** sha256 of the .onnx file, hex; of the .table.json file where `table` is given. */
  readonly sha256: string;
  /** `single-source` variants answer `score` but make no card. */
  readonly evidence: 'cross-checked' | 'single-source';
  /** `score` variants answer the command line only. */
  readonly use: 'card' | 'score';
  readonly inputs: readonly SignatureInput[];
  readonly outputs: readonly SignatureOutput[];
  /**
   * A table decision: no graph. The answer is looked up or summed in `models/<variant>.table.json` by the function of this
   * variant in the service's `decisions`; golden vectors run at every load all the same. Columns of outputs mean nothing.
   */
  readonly table?: {
    /** Date or release of the table at its source; the card shows it. */
    readonly asOf: string;
    readonly source: string;
  };
  /** Lists of rows that a table decision reads besides its inputs. */
  readonly items?: readonly ItemSignature[];
  /** How a foreign graph's tensors meet the signature; absent for a graph of the shape above. */
  readonly graph?: GraphBinding;
  /**
   * 1: linear on the link scale (a sum of one term for each input), proven at every load; explained in closed form.
   * 2: proven at build to hold pairwise interactions only, so one antithetic pair explains it exactly.
   */
  readonly interactionOrder?: 1 | 2;
  /** Rows that a sampled explanation may take; default 512, one run. */
  readonly explanationRows?: number;
  /** Inputs of which a one-feature counterfactual may be told. Each is a player of its own. */
  readonly actionable?: readonly ActionableInput[];
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

/** A list that a table decision reads: opioid prescriptions, phenotypes of genes. */
export interface ItemSignature {
  readonly name: string;
  readonly title: string;
  /** False: the list may be absent, which is another thing than empty. */
  readonly required: boolean;
  /** What a row may hold; a row lacks a column or has it within its range or categories. */
  readonly columns: readonly SignatureInput[];
  /** The names of the columns are data (genes): every one is a text, and `columns` is empty. */
  readonly open?: true;
}

/** The lists of one request, by name. */
export type ItemInputs = Readonly<Record<string, readonly ModelInputs[]>>;

/**
 * A table decision: a pure function of its inputs and lists. What it cannot give is left out of the answer. Texts for
 * outputs of kind `category` need no list of categories. Errors: `CardwrightError` `missing-input`, `bad-input`,
 * `out-of-range`, `not-computable`.
 */
export type Decide = (inputs: ModelInputs, items: ItemInputs) => Readonly<Record<string, number | string>>;

/** Tolerance of a golden vector that states none: what a float32 export of a trainer's model keeps. */
export const defaultGoldenTolerance = 1e-4;

/** One golden vector of `models/<variant>.golden.json`. */
export interface GoldenVector {
  readonly id: string;
  readonly inputs: ModelInputs;
  /** Of a table decision. */
  readonly items?: ItemInputs;
  /** Numbers within `tolerance` (absolute); categories exact. */
  readonly expected: Readonly<Record<string, number | string>>;
  /** Where a file leaves it out, its reader puts `defaultGoldenTolerance`. */
  readonly tolerance: number;
  /** Whether `expected` is what the graph gives or what is given after calibration; stated where an output is calibrated. */
  readonly calibration?: 'before' | 'after';
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
  /** Of a sampled explanation: the standard error of `contribution`. */
  readonly standardError?: number;
  /** `value` is null and the model assumed this instead: say so, never as measured. */
  readonly imputed?: Imputation;
  /** Of a player of several inputs: each of them; `input` is then the player's name. */
  readonly members?: readonly ContributionMember[];
}

/** One input of a player that has several. */
export interface ContributionMember {
  readonly input: string;
  readonly reference: FeatureValue | null;
  readonly value: FeatureValue | null;
}

export interface Explanation {
  readonly output: string;
  readonly scale: 'logit' | 'log' | 'sqrt' | 'identity';
  /** Link value of the reference patient; `base` + Σ contributions = link value of the patient. */
  readonly base: number;
  readonly link: number;
  /** Largest absolute contribution first; ties by input order. Inputs equal to the reference drop out. */
  readonly contributions: readonly Contribution[];
  /** `sampled-permutations` is an estimate and must be called one; the others are exact. */
  readonly method: 'exact-linear' | 'exact-antithetic-pair' | 'exact-enumeration' | 'sampled-permutations';
  /** Of a sampled explanation: the largest standard error of its contributions, on the link scale. */
  readonly standardError?: number;
  /** The output is calibrated by a table that its link scale does not show: base and link are those before calibration. */
  readonly beforeCalibration?: true;
}

/** What one output would be with one input at another value and all others as they are. No advice, no cause. */
export interface Counterfactual {
  readonly input: string;
  /** UCUM unit of the input. */
  readonly inputUnit: string;
  readonly from: FeatureValue;
  readonly to: FeatureValue;
  readonly output: string;
  /** UCUM unit of the output. */
  readonly unit: string;
  /** The output as predicted. */
  readonly value: number;
  /** The output with `to`. */
  readonly wouldBe: number;
}

/** How far an output could lie from what was predicted, had absent inputs been known. */
export interface PredictionRange {
  readonly output: string;
  readonly unit: string;
  /** The absent inputs that were varied, together. */
  readonly inputs: readonly string[];
  /** Smallest and largest over the declared plausible values; the prediction itself lies between. */
  readonly low: number;
  readonly high: number;
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
  /** The lists as used, of a table decision. */
  readonly items?: ItemInputs;
  /** Only outputs whose inputs are all present and eligible. */
  readonly outputs: Readonly<Record<string, PredictedOutput>>;
  readonly explanations: readonly Explanation[];
  /** For the asked outputs of inputs the manifest marks `actionable`, in its order; absent when there are none. */
  readonly counterfactuals?: readonly Counterfactual[];
  /** Where inputs with `whenMissing` are absent: one for each of them, then one for all together. */
  readonly ranges?: readonly PredictionRange[];
}

/** A request to run one variant. */
export interface PredictionRequest {
  readonly variant: string;
  readonly inputs: ModelInputs;
  /** Of a table decision. */
  readonly items?: ItemInputs;
  /** Outputs wanted; default all that can be computed. */
  readonly outputs?: readonly string[];
  /** Outputs to explain; default none. */
  readonly explain?: readonly string[];
  /** Outputs for which counterfactuals are told; default none. */
  readonly counterfactuals?: readonly string[];
  /** Unsigned 32 bits: starts the generator of a sampled explanation. The pipeline sets it from patient and version; default 0. */
  readonly seed?: number;
}

/** The port through which the pipeline runs models. Errors are `CardwrightError`s with a code of the `model-` family. */
export interface ModelPort {
  predict(requests: readonly PredictionRequest[]): Promise<readonly Prediction[]>;
  /** Variants whose process was ended for its cost and that cannot be run now; absent: all can. */
  unavailable?(): readonly string[];
}
