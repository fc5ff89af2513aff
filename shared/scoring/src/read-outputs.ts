import { CardwrightError } from '@cardwright/cds-service';
import type { PredictedOutput, SignatureOutput } from '@cardwright/cds-service';
import type { GraphResults, GraphSession } from './open-session.ts';
import type { RequestPlan } from './plan-request.ts';

const refuse = (model: string, output: string, what: string): never => {
  throw new CardwrightError('model-failed', `${model}: ${output} is ${what}`, { outputs: [output] });
};

const valueOf = (model: string, { kind, name, categories }: SignatureOutput, raw: number): number | string => {
  if (kind === 'probability' && (raw < 0 || raw > 1)) return refuse(model, name, 'a probability outside 0 to 1');
  return kind === 'category' ? (categories?.[raw] ?? refuse(model, name, 'none of its categories')) : raw;
};

/**
 * The planned outputs of one patient, read from row `row` of the results.
 * Errors: `not-computable` naming the outputs without a finite value or link although their inputs are present;
 * `model-failed` for a probability outside 0–1 or an unknown category.
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
    if (!Number.isFinite(raw) || (link !== undefined && !Number.isFinite(link))) absent.push(name);
    else outputs[name] = { value: valueOf(model, signature, raw), unit, ...(link !== undefined && { link }) };
  }
  if (absent.length > 0) {
    const message = `${model}: no meaningful value for these inputs: ${absent.join(', ')}`;
    throw new CardwrightError('not-computable', message, { outputs: absent });
  }
  return outputs;
};
