import type { FeatureValue } from '@cardwright/cds-service';
import type { CompiledActionable } from './compile-actionable.ts';
import type { CompiledOutput, CompiledSignature } from './compile-signature.ts';
import type { ScoringRequest } from './plan-request.ts';

/** Steps from the patient's value to the end of the plausible range, on which the output must not turn. */
const gridSteps = 32;

/** One actionable input of one patient. */
export interface CounterfactualPlan {
  readonly actionable: CompiledActionable;
  readonly from: FeatureValue;
  /** What is said, and the row that says it. */
  readonly targets: readonly { readonly value: FeatureValue; readonly row: number }[];
  readonly outputs: readonly CompiledOutput[];
  /** The patient with other values: for a number in the order of its way, targets among the steps of the grid. */
  readonly rows: readonly Float64Array[];
  /** True when the rows are a way along which the output must not turn. */
  readonly ordered: boolean;
}

/** The values of a number to be tried, from the patient's on, and which of them are targets. */
const wayOf = ({ declared, targets }: CompiledActionable, from: number): readonly number[] => {
  const [low, high] = declared.range ?? [NaN, NaN];
  const end = declared.direction === 'lower' ? low : high;
  const sign = Math.sign(end - from);
  if (sign === 0 || sign !== (declared.direction === 'lower' ? -1 : 1)) return [];
  const beyond = targets.map(({ encoded }) => encoded).filter((target) => Math.sign(target - from) === sign);
  if (beyond.length === 0) return [];
  const grid = Array.from({ length: gridSteps }, (_, i) => from + ((end - from) * (i + 1)) / gridSteps);
  // The last step is the end itself, without rounding.
  const values = new Set([...grid.slice(0, -1), end, ...beyond]);
  return [...values].sort((a, b) => sign * (a - b));
};

const planOne = (
  actionable: CompiledActionable,
  from: FeatureValue,
  row: Float64Array,
  outputs: readonly CompiledOutput[],
): CounterfactualPlan => {
  const { column, signature, targets } = actionable;
  const current = row[column] ?? NaN;
  const ordered = signature.kind === 'number';
  const others = targets.map(({ encoded }) => encoded).filter((encoded) => encoded !== current);
  const values = ordered ? wayOf(actionable, current) : others;
  return {
    actionable,
    from,
    outputs,
    ordered,
    targets: targets.flatMap(({ value, encoded }) => {
      const at = values.indexOf(encoded);
      return at < 0 ? [] : [{ value, row: at }];
    }),
    rows: values.map((value) => row.with(column, value)),
  };
};

/**
 * The rows behind the counterfactuals of one patient: one input moved, all others as they are. Nothing for an input that
 * is absent, that already lies at or beyond its plausible end, or that no asked and computable output depends on.
 */
export const planCounterfactuals = (
  signature: CompiledSignature,
  { inputs, counterfactuals = [] }: ScoringRequest,
  row: Float64Array,
  computable: readonly CompiledOutput[],
): readonly CounterfactualPlan[] => {
  if (counterfactuals.length === 0 || signature.actionable.length === 0) return [];
  return signature.actionable.flatMap((actionable) => {
    const from = inputs[actionable.declared.input] ?? null;
    const asked = (name: string): boolean =>
      counterfactuals.includes(name) && actionable.declared.outputs.includes(name);
    const outputs = computable.filter((output) => asked(output.signature.name));
    if (from === null || outputs.length === 0) return [];
    const plan = planOne(actionable, from, row, outputs);
    return plan.targets.length === 0 ? [] : [plan];
  });
};
