import { CardwrightError } from '@cardwright/cds-service';
import type { Explanation, ModelInputs, PredictionRequest } from '@cardwright/cds-service';
import type { CompiledOutput, CompiledSignature } from './compile-signature.ts';
import { encodeRow } from './encode-row.ts';

export type Method = Explanation['method'];

/** A request without its variant. */
export type ScoringRequest = Omit<PredictionRequest, 'variant'>;

/** Most varying inputs that are explained by enumeration: 2^12 = 4,096 rows. */
export const maxEnumeratedInputs = 12;

/** How one explanation is computed. */
export interface ExplanationPlan {
  readonly outputs: readonly CompiledOutput[];
  /** The reference patient's row, with the patient's own values where declared so. */
  readonly reference: Float64Array;
  /** Columns in which patient and reference differ and on which an explained output depends, ascending. */
  readonly varying: readonly number[];
  readonly method: Method;
}

/** What one request needs from the model. */
export interface RequestPlan {
  readonly inputs: ModelInputs;
  readonly row: Float64Array;
  /** Wanted outputs whose needed inputs are all present. */
  readonly outputs: readonly CompiledOutput[];
  readonly explanation?: ExplanationPlan;
  /** Rows in the model's matrix. */
  readonly rowCount: number;
  /** Which of them is the patient. */
  readonly patientRow: number;
}

const requireKnown = (signature: CompiledSignature, names: readonly string[]): void => {
  const unknown = names.filter((name) => !signature.outputNames.has(name));
  if (unknown.length === 0) return;
  throw new CardwrightError('bad-input', `${signature.model}: unknown output: ${unknown.join(', ')}`, {
    outputs: unknown,
  });
};

const planExplanation = (
  signature: CompiledSignature,
  row: Float64Array,
  outputs: readonly CompiledOutput[],
  forced: Method | undefined,
): ExplanationPlan | undefined => {
  if (signature.reference === undefined || outputs.length === 0) return undefined;
  const reference = signature.reference.map((value, column) => (signature.own[column] ? (row[column] ?? NaN) : value));
  const varying = signature.inputs.flatMap((_, column) => {
    const differs = !Object.is(row[column], reference[column]) && row[column] !== reference[column];
    return differs && outputs.some((output) => output.columns.includes(column)) ? [column] : [];
  });
  const method = forced ?? (signature.pairwise ? 'exact-antithetic-pair' : 'exact-enumeration');
  if (forced === undefined && method === 'exact-enumeration' && varying.length > maxEnumeratedInputs) {
    const most = `${varying.length} inputs vary, at most ${maxEnumeratedInputs} are explained without interactionOrder 2`;
    throw new CardwrightError('model-failed', `${signature.model} cannot be explained: ${most}.`, {
      varying: varying.length,
    });
  }
  return { outputs, reference, varying, method };
};

const rowCountOf = (explanation: ExplanationPlan | undefined): number => {
  if (explanation === undefined || explanation.varying.length === 0) return 1;
  const { length } = explanation.varying;
  return explanation.method === 'exact-antithetic-pair' ? 2 * length : 2 ** length;
};

const patientRowOf = (explanation: ExplanationPlan | undefined, rowCount: number): number =>
  explanation?.method === 'exact-antithetic-pair' ? explanation.varying.length : rowCount - 1;

/**
 * Decides which outputs can be computed and which rows that takes. An output without a link, an output that cannot be
 * computed, and every output of a model without reference patient is not explained.
 * Errors: `bad-input` for inputs and output names; `model-failed` when too many inputs vary.
 * `forced` chooses the method against the manifest, for the proof of `interactionOrder`.
 */
export const planRequest = (signature: CompiledSignature, request: ScoringRequest, forced?: Method): RequestPlan => {
  const row = encodeRow(signature, request.inputs);
  requireKnown(signature, request.outputs ?? []);
  requireKnown(signature, request.explain ?? []);
  const computable = signature.outputs.filter(({ needed }) => needed.every((column) => !Number.isNaN(row[column])));
  const { outputs: wanted, explain = [] } = request;
  const explained = computable.filter(({ signature: { name, link } }) => link && explain.includes(name));
  const explanation = planExplanation(signature, row, explained, forced);
  const rowCount = rowCountOf(explanation);
  return {
    inputs: request.inputs,
    row,
    outputs: wanted ? computable.filter((output) => wanted.includes(output.signature.name)) : computable,
    ...(explanation && { explanation }),
    rowCount,
    patientRow: patientRowOf(explanation, rowCount),
  };
};
