import { CardwrightError } from '@cardwright/cds-service';
import type { PredictedOutput, Prediction, PredictionRange } from '@cardwright/cds-service';
import type { CompiledOutput } from './compile-signature.ts';
import { judgeValue } from './judge-value.ts';
import type { GraphResults, GraphSession } from './open-session.ts';
import type { RangePlan } from './plan-ranges.ts';
import type { RequestPlan } from './plan-request.ts';
import { readCounterfactuals } from './read-counterfactuals.ts';

type Predicted = Readonly<Record<string, PredictedOutput>>;

/** The prediction itself lies in its range: a graph may treat an absence unlike every value. */
const rangeOf = (
  { signature }: CompiledOutput,
  inputs: readonly string[],
  all: readonly number[],
): PredictionRange => ({
  output: signature.name,
  unit: signature.unit,
  inputs,
  low: all.reduce((low, value) => Math.min(low, value), Infinity),
  high: all.reduce((high, value) => Math.max(high, value), -Infinity),
});

const readRanges = (
  plan: RangePlan,
  predicted: Predicted,
  read: (output: CompiledOutput) => readonly number[],
): readonly PredictionRange[] =>
  plan.outputs.flatMap((output) => {
    const value = predicted[output.signature.name]?.value;
    return typeof value === 'number' ? [rangeOf(output, plan.inputs, [value, ...read(output)])] : [];
  });

/**
 * Counterfactuals and ranges of one request, from the rows that stand behind its explanation; `firstRow` is the first
 * of them. Error `model-failed` for a plausible value at which an output is no usable number.
 */
export const readProbes = (
  model: string,
  plan: RequestPlan,
  session: Pick<GraphSession, 'outputWidth'>,
  results: GraphResults,
  firstRow: number,
  predicted: Predicted,
): Pick<Prediction, 'counterfactuals' | 'ranges'> => {
  let next = firstRow;
  const readFrom = (first: number, count: number) => (output: CompiledOutput) =>
    Array.from({ length: count }, (_, i) => {
      const raw = results.outputs[(first + i) * session.outputWidth + output.signature.column] ?? NaN;
      const value = judgeValue(model, output.signature, raw);
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      const message = `${model}: ${output.signature.name} is no number at a plausible value of an input`;
      throw new CardwrightError('model-failed', message, { outputs: [output.signature.name] });
    });
  const counterfactuals = plan.counterfactuals.flatMap((one) => {
    const read = readFrom(next, one.rows.length);
    next += one.rows.length;
    return readCounterfactuals(one, predicted, read);
  });
  const ranges = plan.ranges.flatMap((one) => {
    const read = readFrom(next, one.rows.length);
    next += one.rows.length;
    return readRanges(one, predicted, read);
  });
  return { ...(counterfactuals.length > 0 && { counterfactuals }), ...(ranges.length > 0 && { ranges }) };
};
