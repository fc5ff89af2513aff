import { CardwrightError } from '@cardwright/cds-service';
import type { PredictionRequest } from '@cardwright/cds-service';
import type { CompiledOutput, CompiledSignature } from './compile-signature.ts';
import { encodeRow } from './encode-row.ts';
import { planCounterfactuals } from './plan-counterfactuals.ts';
import type { CounterfactualPlan } from './plan-counterfactuals.ts';
import { planExplanation } from './plan-explanation.ts';
import type { ExplanationPlan, Method } from './plan-explanation.ts';
import { planRanges } from './plan-ranges.ts';
import type { RangePlan } from './plan-ranges.ts';

/** A request without its variant. */
export type ScoringRequest = Omit<PredictionRequest, 'variant'>;

/** What one request needs from the model. */
export interface RequestPlan {
  readonly request: ScoringRequest;
  readonly row: Float64Array;
  /** Wanted outputs whose needed inputs are all present. */
  readonly outputs: readonly CompiledOutput[];
  readonly explanation?: ExplanationPlan;
  /** Their rows stand behind those of the explanation, in this order. */
  readonly counterfactuals: readonly CounterfactualPlan[];
  readonly ranges: readonly RangePlan[];
  /** Rows in the model's matrix. */
  readonly rowCount: number;
  /** Which of them is the patient. */
  readonly patientRow: number;
}

const requireKnown = (signature: CompiledSignature, names: readonly string[] = []): void => {
  const unknown = names.filter((name) => !signature.outputNames.has(name));
  if (unknown.length === 0) return;
  throw new CardwrightError('bad-input', `${signature.model}: unknown output: ${unknown.join(', ')}`, {
    outputs: unknown,
  });
};

const rowsOf = (probes: readonly { readonly rows: readonly Float64Array[] }[]): number =>
  probes.reduce((sum, { rows }) => sum + rows.length, 0);

/**
 * Decides which outputs can be computed and which rows that takes. An output without a link, an output that cannot be
 * computed, and every output of a model without reference patient is not explained.
 * Errors: `bad-input` for inputs and output names. `forced` chooses the method of explanation against the manifest.
 */
export const planRequest = (signature: CompiledSignature, request: ScoringRequest, forced?: Method): RequestPlan => {
  const { outputs: wanted, explain = [], counterfactuals: told = [], seed = 0 } = request;
  const row = encodeRow(signature, request.inputs);
  for (const names of [wanted, explain, told]) requireKnown(signature, names);
  const computable = signature.outputs.filter(({ needed }) => needed.every((column) => !Number.isNaN(row[column])));
  const outputs = wanted ? computable.filter((output) => wanted.includes(output.signature.name)) : computable;
  const explained = computable.filter(({ signature: { name, link } }) => link && explain.includes(name));
  const explanation = planExplanation(signature, row, explained, seed, forced);
  const counterfactuals = planCounterfactuals(signature, request, row, computable);
  const ranges = planRanges(signature, request.inputs, row, outputs);
  return {
    request,
    row,
    outputs,
    ...(explanation && { explanation }),
    counterfactuals,
    ranges,
    rowCount: (explanation?.rowCount ?? 1) + rowsOf(counterfactuals) + rowsOf(ranges),
    patientRow: explanation?.patientRow ?? 0,
  };
};
