/**
 * Rows of `npm run bench`: what an explanation of a forest costs, next to the raw runtime's time for the same number of such rows
 * (mixtures of the patient and the reference patient) in runs of the same size, interleaved. Every patient is another: a
 * repeated row flatters trees. Goal: 30 features of 300 trees in at most 5 ms.
 */
import type { Explanation } from '@cardwright/cds-service';
import { disableTelemetry, loadModel, maxRowsPerRun } from '@cardwright/scoring';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { forestModel } from './forest-model.ts';
import { percentile } from './measure.ts';

const patients = 60;
const goalMs = 5;
const plans = [
  { trees: 300, depth: 4, features: 30, varying: 30 },
  { trees: 300, depth: 6, features: 30, varying: 30 },
  { trees: 300, depth: 6, features: 30, varying: 10 },
];

const median = (values: readonly number[]) => percentile(values, 0.5);

/** Rows that an explanation takes; of a sampled one at most (it may stop earlier). */
function rowsOf(method: Explanation['method'], players: number): number {
  if (method === 'exact-enumeration') return 2 ** players;
  return method === 'sampled-permutations' ? 2 + 8 * 2 * (players - 1) : 2 * players;
}

/** Rows as the engine writes them: zeros, the reference, and in every row another set of the patient's values. */
function mixtures(rows: number, features: number, varying: number, value: (i: number) => number): Float64Array {
  const block = new Float64Array(rows * features);
  for (let row = 0; row < rows; row += 1) {
    const joined = row % varying;
    const order = Math.floor(row / varying);
    for (let i = 0; i < varying; i += 1) {
      if ((i * 7 + order * 11) % varying <= joined) block[row * features + i] = value(i);
    }
  }
  return block;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

async function compare({ trees, depth, features, varying }: (typeof plans)[number]): Promise<void> {
  const files = forestModel(trees, depth, features);
  const model = await loadModel(files);
  const raw = await InferenceSession.create(files.onnx, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  const times = { ours: [] as number[], floor: [] as number[], score: [] as number[] };
  let explanation: Explanation | undefined;
  for (let patient = 0; patient < patients + 10; patient += 1) {
    const value = (i: number): number => (i < varying ? Math.sin(1 + patient * 31 + i * 7) || 1 : 0);
    const inputs = Object.fromEntries(Array.from({ length: features }, (_, i) => [`x${i}`, value(i)]));
    const request = { inputs, seed: patient };
    const score = await timed(() => model.predict([request]));
    const ours = await timed(async () => {
      const [prediction] = await model.predict([{ ...request, explain: ['risk'] }]);
      explanation = prediction?.explanations[0];
    });
    if (explanation === undefined) throw new Error('not explained');
    const rows = rowsOf(explanation.method, varying);
    const block = mixtures(rows, features, varying, value);
    const floor = await timed(async () => {
      for (let first = 0; first < rows; first += maxRowsPerRun) {
        const part = block.subarray(first * features, (first + maxRowsPerRun) * features);
        await raw.run({ features: new Tensor('float64', part, [part.length / features, features]) });
      }
    });
    if (patient >= 10) {
      times.score.push(score);
      times.ours.push(ours);
      times.floor.push(floor);
    }
  }
  if (explanation === undefined) return;
  report(`${trees} trees of depth ${depth}, ${varying} of ${features} features vary`, explanation, varying, times);
  await model.release();
  await raw.release();
}

function report(
  title: string,
  { method, standardError, contributions }: Explanation,
  varying: number,
  times: Readonly<Record<'ours' | 'floor' | 'score', readonly number[]>>,
): void {
  const total = contributions.reduce((sum, { contribution }) => sum + Math.abs(contribution), 0);
  const error =
    standardError === undefined
      ? 'exact'
      : `standard error ${((100 * standardError) / total).toFixed(2)} % of the movement`;
  const [ours, floor, score] = [median(times.ours), median(times.floor), median(times.score)];
  const goal = method === 'sampled-permutations' ? `; goal at most ${goalMs} ms` : '';
  process.stdout.write(
    `${title}: ${method}, at most ${rowsOf(method, varying)} rows, ${error}\n` +
      `  explained ${ours.toFixed(2)} ms at p50, ${percentile(times.ours, 0.95).toFixed(2)} at p95${goal}; scored only ${score.toFixed(3)} ms\n` +
      `  raw runtime for these rows ${floor.toFixed(2)} ms; ours is ${(ours / floor).toFixed(2)} of it\n`,
  );
}

disableTelemetry();
for (const plan of plans) await compare(plan);
