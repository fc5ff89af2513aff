import { CardwrightError } from '@cardwright/cds-service';
import type { GoldenVector, Prediction } from '@cardwright/cds-service';
import { scoreRequests } from './score-requests.ts';
import type { OpenModel } from './score-requests.ts';

const mismatch = (model: string, vector: string, output: string, what: string, difference?: number): never => {
  const details = { model, vector, output, ...(difference !== undefined && { difference }) };
  throw new CardwrightError(
    'model-golden-mismatch',
    `${model} does not reproduce ${vector}: ${output} ${what}`,
    details,
  );
};

const compare = (model: string, vector: GoldenVector, prediction: Prediction): void => {
  for (const [output, expected] of Object.entries(vector.expected)) {
    const actual = prediction.outputs[output]?.value;
    if (actual === undefined) mismatch(model, vector.id, output, 'is not given');
    if (typeof expected !== 'number' || typeof actual !== 'number') {
      if (actual !== expected) mismatch(model, vector.id, output, `is ${actual}, expected ${expected}`);
      continue;
    }
    const difference = Math.abs(actual - expected);
    if (difference <= vector.tolerance) continue;
    const what = `is ${actual}, expected ${expected} ± ${vector.tolerance}, off by ${difference}`;
    mismatch(model, vector.id, output, what, difference);
  }
};

/** Finds the vector that the model refuses, so that the error can name it. */
const blame = async (open: OpenModel, golden: readonly GoldenVector[], error: unknown): Promise<never> => {
  for (const vector of golden) {
    try {
      await scoreRequests(open, [vector]);
    } catch (refusal) {
      const outputs = Object.keys(vector.expected).join(', ');
      const reason = refusal instanceof Error ? refusal.message : 'unknown reason';
      mismatch(open.manifest.id, vector.id, outputs, `cannot be computed (${reason})`);
    }
  }
  throw error;
};

const runVectors = async (open: OpenModel, golden: readonly GoldenVector[]): Promise<void> => {
  const requests = golden.map(({ inputs }) => ({ inputs }));
  const predictions = await scoreRequests(open, requests).catch((error: unknown) => blame(open, golden, error));
  predictions.forEach((prediction, i) => {
    const vector = golden[i];
    if (vector !== undefined) compare(open.manifest.id, vector, prediction);
  });
};

/**
 * Runs every golden vector and compares: numbers within the vector's tolerance, categories exactly. Vectors that hold
 * what the graph gives before calibration are run on `uncalibrated`.
 * Errors: `model-golden-mismatch` naming model, vector, output and difference; `model-invalid` when there is no vector, or
 * when a vector of a calibrated model does not say on which side of the calibration it stands.
 */
export const checkGolden = async (
  open: OpenModel,
  golden: readonly GoldenVector[],
  uncalibrated: OpenModel = open,
): Promise<void> => {
  const { id, outputs } = open.manifest;
  if (golden.length === 0) throw new CardwrightError('model-invalid', `${id}: no golden vectors`, { model: id });
  const unclear = golden.find(({ calibration }) => calibration === undefined);
  if (unclear !== undefined && outputs.some(({ calibration }) => calibration !== undefined)) {
    const message = `${id}: golden vector ${unclear.id} does not say whether it is before or after calibration`;
    throw new CardwrightError('model-invalid', message, { model: id, vector: unclear.id });
  }
  await runVectors(
    open,
    golden.filter(({ calibration }) => calibration !== 'before'),
  );
  await runVectors(
    uncalibrated,
    golden.filter(({ calibration }) => calibration === 'before'),
  );
};
