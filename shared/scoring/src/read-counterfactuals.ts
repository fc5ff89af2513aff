import type { Counterfactual, PredictedOutput } from '@cardwright/cds-service';
import type { CounterfactualPlan } from './plan-counterfactuals.ts';

/** Rounding of a graph is no turn. */
const rounding = 1e-9;

/** Whether values never turn from rising to falling or back. */
const neverTurns = (values: readonly number[]): boolean => {
  const steps = values.slice(1).map((value, i) => value - (values[i] ?? NaN));
  const slack = rounding * Math.max(1e-300, ...values.map(Math.abs));
  return steps.every((step) => step >= -slack) || steps.every((step) => step <= slack);
};

/**
 * The counterfactuals of one actionable input. `read` gives the values of an output in the rows of this plan.
 * A number whose output turns on the way to the end of the plausible range is not told: a single point of such a way
 * would mislead.
 */
export const readCounterfactuals = (
  plan: CounterfactualPlan,
  predicted: Readonly<Record<string, PredictedOutput>>,
  read: (output: CounterfactualPlan['outputs'][number]) => readonly number[],
): readonly Counterfactual[] =>
  plan.outputs.flatMap((output) => {
    const { name, unit } = output.signature;
    const value = predicted[name]?.value;
    if (typeof value !== 'number') return [];
    const values = read(output);
    if (plan.ordered && !neverTurns([value, ...values])) return [];
    const { declared, signature } = plan.actionable;
    const about = { input: declared.input, inputUnit: signature.unit, from: plan.from, output: name, unit, value };
    return plan.targets.map((target) => ({ ...about, to: target.value, wouldBe: values[target.row] ?? NaN }));
  });
