import { CardwrightError } from '@cardwright/cds-service';
import type { PredictedOutput } from '@cardwright/cds-service';
import { judgeValue } from './judge-value.ts';
import type { GraphResults, GraphSession } from './open-session.ts';
import type { RequestPlan } from './plan-request.ts';

/**
 * The planned outputs of one patient, read from row `row` of the results.
 * Errors: `not-computable` naming the outputs without a finite value or link although their inputs are present (a formula
 * may have none); `model-failed` for what `judgeValue` refuses, a probability that is no number among it.
 */
export const readOutputs = (
  model: string,
  plan: RequestPlan,
  session: Pick<GraphSession, 'outputWidth' | 'linkWidth'>,
  results: GraphResults,
  row: number,
): Readonly<Record<string, PredictedOutput>> => {
  const outputs: Record<string, PredictedOutput> = {};
  const absent: string[] = [];
  for (const { signature } of plan.outputs) {
    const { name, unit } = signature;
    const raw = results.outputs[row * session.outputWidth + signature.column] ?? NaN;
    const link = signature.link && (results.links[row * session.linkWidth + signature.link.column] ?? NaN);
    const value = signature.kind === 'probability' || Number.isFinite(raw) ? judgeValue(model, signature, raw) : NaN;
    if (Number.isNaN(value) || (link !== undefined && !Number.isFinite(link))) absent.push(name);
    else outputs[name] = { value, unit, ...(link !== undefined && { link }) };
  }
  if (absent.length > 0) {
    const message = `${model}: no meaningful value for these inputs: ${absent.join(', ')}`;
    throw new CardwrightError('not-computable', message, { outputs: absent });
  }
  return outputs;
};
