import type { Explanation, ModelManifest, Prediction } from '@cardwright/cds-service';
import type { CompiledSignature } from './compile-signature.ts';
import { explain } from './explain.ts';
import type { LinkBlock } from './explain.ts';
import { fillRows } from './fill-rows.ts';
import { maxRowsPerRun } from './open-session.ts';
import type { GraphResults, GraphSession } from './open-session.ts';
import type { Method } from './plan-explanation.ts';
import { planRequest } from './plan-request.ts';
import type { RequestPlan, ScoringRequest } from './plan-request.ts';
import { readOutputs } from './read-outputs.ts';
import { readProbes } from './read-probes.ts';
import { runRows } from './run-rows.ts';
import { sampleShares } from './sample-shares.ts';

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
  for (const { name } of signature.inputs) inputs[name] = plan.request.inputs[name] ?? null;
  return inputs;
};

/** Sampled and misfitting explanations take further runs; all others are read from the rows at hand. */
const explanationsOf = async (
  open: OpenModel,
  plan: RequestPlan,
  block: LinkBlock,
): Promise<readonly Explanation[]> => {
  const { explanation, row, request } = plan;
  const sampled = explanation?.sampling && (await sampleShares(open.session, row, explanation, block));
  const explanations = explain(open, plan, block, sampled);
  if (explanations !== undefined) return explanations;
  // A pair is exact for every sum of single terms, straight or not, and adds up whatever the model is.
  const [again] = await scoreRequests(open, [request], 'exact-antithetic-pair');
  return again?.explanations ?? [];
};

const predictionOf = async (
  open: OpenModel,
  plan: RequestPlan,
  results: GraphResults,
  firstRow: number,
): Promise<Prediction> => {
  const { manifest, session } = open;
  const outputs = readOutputs(manifest.id, plan, session, results, firstRow + plan.patientRow);
  const block = { links: results.links, firstRow, width: session.linkWidth };
  const firstProbe = firstRow + (plan.explanation?.rowCount ?? 1);
  return {
    model: manifest.id,
    variant: manifest.variant,
    sha256: manifest.sha256,
    inputs: inputsAsUsed(open, plan),
    outputs,
    explanations: plan.explanation === undefined ? [] : await explanationsOf(open, plan, block),
    ...readProbes(manifest.id, plan, session, results, firstProbe, outputs),
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
      predictions.push(await predictionOf(open, plan, results, firstRow));
      firstRow += plan.rowCount;
    }
  }
  return predictions;
};
