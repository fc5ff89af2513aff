import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { GoldenVector, ModelInputs, ModelManifest } from '@cardwright/cds-service';
import { disableTelemetry, loadModel, type LoadedModel } from '@cardwright/scoring';

const root = new URL('../../', import.meta.url);
const read = (path: string): Buffer => readFileSync(fileURLToPath(new URL(path, root)));
const readJson = <T>(path: string): T => JSON.parse(read(path).toString('utf8')) as T;
const models = 'services/sepsis-risk-demo/models/lightgbm';

interface ParityRow {
  readonly inputs: ModelInputs;
  /** What Python's own `predict_proba` gave. */
  readonly probability: number;
}

const manifest = readJson<ModelManifest>(`${models}.model.json`);
const golden = readJson<readonly GoldenVector[]>(`${models}.golden.json`);
const parity = readJson<readonly ParityRow[]>('training/sepsis-risk-demo/parity.json');

let model: LoadedModel;
beforeAll(async () => {
  disableTelemetry();
  model = await loadModel({ manifest, onnx: read(`${models}.onnx`), golden });
});
afterAll(async () => model?.release());

const predict = (inputs: ModelInputs) => model.predict([{ inputs }]);

describe('the trained model against the trainer', () => {
  test('200 rows, most of them with absent inputs', () => {
    const absent = parity.map(({ inputs }) => Object.values(inputs).filter((value) => value === null).length);
    expect(parity).toHaveLength(200);
    expect(absent.filter((count) => count > 0).length).toBeGreaterThan(150);
    expect(absent).toContain(0);
    expect(new Set(parity.map(({ probability }) => probability)).size).toBeGreaterThan(150);
  });

  test('every optional input is absent somewhere', () => {
    const optional = manifest.inputs.filter(({ presence }) => presence === 'optional').map(({ name }) => name);
    const never = optional.filter((name) => parity.every(({ inputs }) => inputs[name] !== null));
    expect(optional).toHaveLength(8);
    expect(never).toEqual([]);
  });

  test('each probability within 1e-6 of Python', async () => {
    const differences: number[] = [];
    for (const { inputs, probability } of parity) {
      const [prediction] = await predict(inputs);
      const value = prediction?.outputs['event_12h']?.value;
      if (typeof value !== 'number') throw new Error('no probability');
      differences.push(Math.abs(value - probability));
    }
    expect(Math.max(...differences)).toBeLessThanOrEqual(1e-6);
  });

  test('an absent input is not a zero', async () => {
    const [row] = parity.filter(({ inputs }) => typeof inputs['lactate'] === 'number');
    if (!row) throw new Error('no row with a lactate');
    const [absent, high] = await Promise.all([
      predict({ ...row.inputs, lactate: null }),
      predict({ ...row.inputs, lactate: 9 }),
    ]);
    expect(high[0]?.outputs['event_12h']?.value).toBeGreaterThan(Number(absent[0]?.outputs['event_12h']?.value));
    expect(absent[0]?.inputs['lactate']).toBeNull();
  });
});

describe('golden vectors', () => {
  test('at the ends, around the splits and absent, for every input', () => {
    const ids = new Set(golden.map(({ id }) => id));
    const wanted = manifest.inputs.flatMap(({ name, kind, presence }) => [
      `${name}-lowest`,
      `${name}-highest`,
      ...(kind === 'number' ? [`${name}-below-the-split`, `${name}-at-the-split`, `${name}-above-the-split`] : []),
      ...(presence === 'optional' ? [`${name}-absent`] : []),
    ]);
    expect(wanted.filter((id) => !ids.has(id))).toEqual([]);
    expect(golden.length).toBeGreaterThanOrEqual(50);
  });

  test('the float32 next to a split is on its own side of it', () => {
    const value = (id: string) => golden.find((vector) => vector.id === id)?.expected['event_12h'];
    expect(value('resp_rate-at-the-split')).toBe(value('resp_rate-below-the-split'));
    expect(value('resp_rate-above-the-split')).not.toBe(value('resp_rate-at-the-split'));
  });
});

describe('explanation', () => {
  test('sums to the patient, is called an estimate, and is the same twice', async () => {
    const [row] = parity.filter(({ inputs }) => Object.values(inputs).every((value) => value !== null));
    if (!row) throw new Error('no complete row');
    const request = { inputs: row.inputs, explain: ['event_12h'], seed: 7 };
    const [first] = await model.predict([request]);
    const [again] = await model.predict([request]);
    const [explanation] = first?.explanations ?? [];
    if (!explanation) throw new Error('no explanation');
    const sum = explanation.contributions.reduce((total, { contribution }) => total + contribution, explanation.base);
    expect(sum).toBeCloseTo(explanation.link, 5);
    expect(explanation.method).toBe('sampled-permutations');
    expect(again?.explanations).toEqual(first?.explanations);
  });
});

describe('what is said of it', () => {
  test('it is for demonstration only, and every card of every case says so', () => {
    expect(readJson<{ demoOnly?: unknown }>('services/sepsis-risk-demo/service.json').demoOnly).toBe(true);
    const folder = fileURLToPath(new URL('services/sepsis-risk-demo/cases/', root));
    const expected = readdirSync(folder).flatMap(
      (file) =>
        readJson<{ expect: { cards: readonly { summaryIncludes: readonly string[] }[] } }>(
          `services/sepsis-risk-demo/cases/${file}`,
        ).expect.cards,
    );
    expect(expected.length).toBeGreaterThanOrEqual(9);
    for (const { summaryIncludes } of expected)
      expect(summaryIncludes).toContain('DEMONSTRATION on synthetic patients');
  });

  test('the figures in the README are those of the evaluation', () => {
    const readme = read('services/sepsis-risk-demo/README.md').toString('utf8');
    const { against_held_out_labels, against_the_known_truth } = readJson<
      Record<string, Record<string, number | readonly number[]>>
    >('training/sepsis-risk-demo/evaluation.json');
    const figures = [against_held_out_labels, against_the_known_truth].flatMap((group) =>
      Object.values(group ?? {}).flat(),
    );
    expect(figures.length).toBeGreaterThan(14);
    expect(figures.filter((figure) => !readme.includes(String(figure)))).toEqual([]);
  });
});
