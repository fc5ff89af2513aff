import type { ModelManifest, Prediction } from '@cardwright/cds-service';
import type { CompiledSignature } from './compile-signature.ts';
import { explain } from './explain.ts';
import { fillRows } from './fill-rows.ts';
import { maxRowsPerRun } from './open-session.ts';
import type { GraphResults, GraphSession } from './open-session.ts';
import { planRequest } from './plan-request.ts';
import type { Method, RequestPlan, ScoringRequest } from './plan-request.ts';
import { readOutputs } from './read-outputs.ts';
import { runRows } from './run-rows.ts';

/** A model that is open and checked against its manifest. */
export interface OpenModel {
  readonly manifest: ModelManifest;
  readonly signature: CompiledSignature;
  readonly session: GraphSession;
}

/** Next requests that fit one run together; at least one. */
const takeBatch = (open: OpenModel, requests: readonly ScoringRequest[], first: number, forced?: Method) => {
  const plans: RequestPlan[] = [];
  let rowCount = 0;
  for (let i = first; i < requests.length && rowCount < maxRowsPerRun; i += 1) {
    const request = requests[i];
    if (request === undefined) break;
    const plan = planRequest(open.signature, request, forced);
    if (plans.length > 0 && rowCount + plan.rowCount > maxRowsPerRun) break;
    plans.push(plan);
    rowCount += plan.rowCount;
  }
  return { plans, rowCount };
};

const inputsAsUsed = ({ signature }: OpenModel, plan: RequestPlan): Prediction['inputs'] => {
  const inputs: Record<string, Prediction['inputs'][string]> = {};
  for (const { name } of signature.inputs) inputs[name] = plan.inputs[name] ?? null;
  return inputs;
};

const predictionOf = (open: OpenModel, plan: RequestPlan, results: GraphResults, firstRow: number): Prediction => {
  const { manifest, session } = open;
  return {
    model: manifest.id,
    variant: manifest.variant,
    sha256: manifest.sha256,
    inputs: inputsAsUsed(open, plan),
    outputs: readOutputs(manifest.id, plan, session, results, firstRow + plan.patientRow),
    explanations: explain(manifest, plan, { links: results.links, firstRow, width: session.linkWidth }),
  };
};

/**
 * Scores and explains requests in order. Patients, reference patients and the mixtures between them share runs of at
 * most `maxRowsPerRun` rows. Memory is bounded by the largest single explanation. Errors: those of `planRequest`,
 * `readOutputs` and `explain`; the first one rejects the whole call.
 */
export const scoreRequests = async (
  open: OpenModel,
  requests: readonly ScoringRequest[],
  forced?: Method,
): Promise<readonly Prediction[]> => {
  const width = open.signature.inputs.length;
  const predictions: Prediction[] = [];
  while (predictions.length < requests.length) {
    const { plans, rowCount } = takeBatch(open, requests, predictions.length, forced);
    const rows = new Float64Array(rowCount * width);
    let firstRow = 0;
    for (const plan of plans) {
      fillRows(plan, rows.subarray(firstRow * width, (firstRow + plan.rowCount) * width));
      firstRow += plan.rowCount;
    }
    const results = await runRows(open.session, rows, width);
    firstRow = 0;
    for (const plan of plans) {
      predictions.push(predictionOf(open, plan, results, firstRow));
      firstRow += plan.rowCount;
    }
  }
  return predictions;
};
