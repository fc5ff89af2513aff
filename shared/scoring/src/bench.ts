/**
 * The model rows of `npm run bench`: 300 trees of depth 6 on 30 features, in a process of their own and behind the signature, next
 * to the raw runtime fed with ready float32 tensors in this process. Distinct rows, 10 % of them with absent values: the
 * same row again and again flatters trees. Goal: at least 50,000 rows/s.
 */
import { createHash } from 'node:crypto';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { ModelManifest } from '@cardwright/cds-service';
import { loadModel } from './load-model.ts';
import { maxRowsPerRun } from './open-session.ts';
import { sessionOptions } from './session-options.ts';
import { disableTelemetry } from './telemetry.ts';
import { forest, numbers } from './testing/forest.ts';

const goal = 50_000;
const features = 30;
const rowCount = 10_240;
const rounds = 5;
const onnx = forest(300, 6, features);
const names = Array.from({ length: features }, (_, i) => `f${i}`);
const random = numbers(11);
const rows = Array.from({ length: rowCount }, () =>
  names.map(() => (random() < 0.1 ? NaN : Math.fround(2 * random() - 1))),
);

const manifest: ModelManifest = {
  id: 'bench@forest',
  variant: 'forest',
  title: '300 trees',
  reference: 'bench',
  citation: 'none',
  sha256: createHash('sha256').update(onnx).digest('hex'),
  evidence: 'single-source',
  use: 'score',
  provenance: 'bench',
  inputs: names.map((name) => ({ name, unit: '1', kind: 'number', presence: 'optional' })),
  outputs: [
    { name: 'p', unit: '1', kind: 'probability', inputs: names, column: 0, link: { scale: 'logit', column: 0 } },
  ],
  graph: {
    inputs: [{ tensor: 'X', columns: names.map((input) => ({ input })) }],
    outputs: [{ tensor: 'probabilities', class: '1' }],
    links: [{ fromOutput: 0 }],
  },
};

disableTelemetry();
const raw = await InferenceSession.create(onnx, sessionOptions);

/** The probability of class 1 of every row, by the runtime alone. */
const floor = async (): Promise<readonly number[]> => {
  const given: number[] = [];
  for (let first = 0; first < rowCount; first += maxRowsPerRun) {
    const block = Float32Array.from(rows.slice(first, first + maxRowsPerRun).flat());
    const results = await raw.run({ X: new Tensor('float32', block, [block.length / features, features]) });
    const data = results['probabilities']?.data;
    if (data instanceof Float32Array) for (let i = 1; i < data.length; i += 2) given.push(data[i] ?? NaN);
  }
  return given;
};

const expected = await floor();
const requests = rows.map((row) => ({
  inputs: Object.fromEntries(
    row.map((value, i): [string, number | null] => [names[i] ?? '', Number.isNaN(value) ? null : value]),
  ),
}));
const golden = requests.slice(0, 20).map(({ inputs }, i) => ({
  id: `row-${i}`,
  inputs,
  expected: { p: expected[i] ?? NaN },
  tolerance: 1e-6,
  source: 'the raw runtime',
}));
const model = await loadModel({ manifest, onnx, golden });

const time = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return rowCount / ((performance.now() - start) / 1000);
};
const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

const perSecond = { floor: [] as number[], ours: [] as number[] };
await model.predict(requests.slice(0, 1024));
for (let round = 0; round < rounds; round += 1) {
  perSecond.floor.push(await time(floor));
  perSecond.ours.push(await time(() => model.predict(requests)));
}
const [bare, ours] = [median(perSecond.floor), median(perSecond.ours)];
process.stdout.write(
  [
    `300 trees of depth 6, 30 features (${(onnx.length / 1024).toFixed(0)} KB), rows/s on one core`,
    `  floor: raw runtime, ready tensors      ${bare.toFixed(0).padStart(8)}`,
    `  named inputs to predictions, isolated  ${ours.toFixed(0).padStart(8)}   ${(ours / bare).toFixed(2)} of the floor`,
    `  goal: at least ${goal}: ${ours >= goal ? 'met' : 'missed'}`,
    '',
  ].join('\n'),
);
await model.release();
await raw.release();
