import { createHash } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import type {
  GoldenVector,
  GraphBinding,
  ModelManifest,
  SignatureInput,
  SignatureOutput,
} from '@cardwright/cds-service';
import { loadModel } from '../load-model.ts';
import type { LoadedModel } from '../session-model.ts';
import { numberInput, scoreOutput } from '../testing/files-of.ts';
import {
  copying,
  hostile,
  labelOnly,
  logistic,
  oneInputPerColumn,
  withZipMap,
  withoutZipMap,
} from '../testing/foreign-models.ts';
import { defaultIsolation } from './isolation.ts';

let model: LoadedModel | undefined;
afterEach(async () => model?.release());

type Golden = Pick<GoldenVector, 'inputs' | 'expected'>;

const load = async (
  onnx: Uint8Array,
  graph: GraphBinding,
  inputs: readonly SignatureInput[],
  outputs: readonly SignatureOutput[],
  golden: Golden,
  more: Partial<ModelManifest> = {},
): Promise<LoadedModel> => {
  const manifest: ModelManifest = {
    id: 'test@foreign',
    variant: 'foreign',
    title: 'Test',
    reference: 'test',
    citation: 'none',
    sha256: createHash('sha256').update(onnx).digest('hex'),
    evidence: 'cross-checked',
    use: 'score',
    provenance: 'test',
    inputs,
    outputs,
    graph,
    ...more,
  };
  const vector = { id: 'v0', tolerance: 1e-4, source: 'test', ...golden };
  model = await loadModel({ manifest, onnx, golden: [vector] }, { ...defaultIsolation, runMs: 1_500, pauseMs: 200 });
  return model;
};

const yes = (a: number, b: number): number =>
  1 / (1 + Math.exp(-(logistic.a * a + logistic.b * b + logistic.intercept)));
const probability: SignatureOutput = {
  name: 'p',
  unit: '1',
  kind: 'probability',
  inputs: ['a', 'b'],
  column: 0,
  link: { scale: 'logit', column: 0 },
};
const X = { tensor: 'X', columns: [{ input: 'a' }, { input: 'b' }] };
const ab = [numberInput('a'), numberInput('b')];
const classYes: GraphBinding = {
  inputs: [X],
  outputs: [{ tensor: 'probabilities', class: 'yes' }],
  links: [{ fromOutput: 0 }],
};
const right = { inputs: { a: 1, b: 2 }, expected: { p: yes(1, 2) } };

describe('a classifier with a ZipMap and classes that are texts', () => {
  test('gives the probability of the class that the manifest names, its logit, and an explanation that adds up', async () => {
    const referencePatient = { description: 'zero', inputs: { a: 0, b: 0 } };
    const loaded = await load(withZipMap, classYes, ab, [probability], right, { referencePatient });
    const [prediction] = await loaded.predict([{ inputs: { a: -1, b: 0.5 }, explain: ['p'] }]);
    expect(prediction?.outputs['p']?.value).toBeCloseTo(yes(-1, 0.5), 6);
    expect(prediction?.outputs['p']?.link).toBeCloseTo(-0.5 - 0.125 + 0.1, 5);
    const [explanation] = prediction?.explanations ?? [];
    const shares = Object.fromEntries(explanation?.contributions.map((c) => [c.input, c.contribution]) ?? []);
    expect(shares['a']).toBeCloseTo(-0.5, 5);
    expect(shares['b']).toBeCloseTo(-0.125, 5);
    const sum = Object.values(shares).reduce((total, share) => total + share, explanation?.base ?? NaN);
    expect(sum).toBeCloseTo(explanation?.link ?? NaN, 10);
  });

  test.each([
    [
      'an unknown class',
      { ...classYes, outputs: [{ tensor: 'probabilities', class: 'maybe' }] },
      /no class "maybe", but no, yes/,
    ],
    [
      'a class in the wrong column',
      { ...classYes, outputs: [{ tensor: 'scores', class: 'yes', column: 0 }] },
      /column 1, not 0/,
    ],
    ['no column of two', { ...classYes, outputs: [{ tensor: 'scores' }] }, /2 columns|has 2/],
    ['an output that is not there', { ...classYes, outputs: [{ tensor: 'risk' }] }, /no output "risk"/],
    ['a tensor that nothing feeds', { ...classYes, inputs: [] }, /nothing feeds X/],
    [
      'too few columns',
      { ...classYes, inputs: [{ tensor: 'X', columns: [{ input: 'a' }] }] },
      /feed nothing|bound to 1/,
    ],
    [
      'an unknown input',
      { ...classYes, inputs: [{ tensor: 'X', columns: [{ input: 'a' }, { input: 'c' }] }] },
      /feed nothing|unknown input/,
    ],
  ])('%s is refused in words', async (_what, graph, words) => {
    await expect(load(withZipMap, graph, ab, [probability], right)).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringMatching(words),
    });
  });

  test('a golden vector that is off names itself and the difference', async () => {
    const wrong = { inputs: { a: 1, b: 2 }, expected: { p: yes(1, 2) + 0.01 } };
    const loading = load(withZipMap, classYes, ab, [probability], wrong);
    await expect(loading).rejects.toMatchObject({
      code: 'model-golden-mismatch',
      message: expect.stringMatching(/v0: p is .*off by 0\.0[01]/),
    });
  });
});

test('raw scores are refused as a probability and accepted as a score', async () => {
  const graph: GraphBinding = {
    inputs: [X],
    outputs: [{ tensor: 'scores', class: 'yes' }],
    links: [{ fromOutput: 0 }],
  };
  const raw = withoutZipMap('NONE');
  await expect(load(raw, graph, ab, [probability], right)).rejects.toMatchObject({
    code: 'model-invalid',
    details: { problems: ['raw-scores'] },
  });
  const loaded = await load(raw, graph, ab, [scoreOutput('s', ['a', 'b'])], {
    inputs: { a: 1, b: 2 },
    expected: { s: 0.1 },
  });
  expect((await loaded.predict([{ inputs: { a: 2, b: 0 } }]))[0]?.outputs['s']?.value).toBeCloseTo(1.1, 6);
});

test('a label alone becomes a category by its name', async () => {
  const answer: SignatureOutput = {
    name: 'answer',
    unit: '{category}',
    kind: 'category',
    categories: ['negative', 'positive'],
    inputs: ['a', 'b'],
    column: 0,
  };
  const graph: GraphBinding = { inputs: [X], outputs: [{ tensor: 'label', labels: ['no', 'yes'] }] };
  const loaded = await load(labelOnly, graph, ab, [answer], {
    inputs: { a: 1, b: 2 },
    expected: { answer: 'positive' },
  });
  const given = await loaded.predict([{ inputs: { a: -3, b: 4 } }, { inputs: { a: 3, b: 0 } }]);
  expect(given.map(({ outputs }) => outputs['answer']?.value)).toEqual(['negative', 'positive']);
});

test('a fixed batch of one gives the same for many rows as for one', async () => {
  const graph: GraphBinding = {
    inputs: [X],
    outputs: [{ tensor: 'scores', class: 'yes' }],
    links: [{ fromOutput: 0 }],
  };
  const loaded = await load(withoutZipMap('SOFTMAX', 1), graph, ab, [probability], right);
  const requests = Array.from({ length: 600 }, (_, i) => ({ inputs: { a: i / 300 - 1, b: 0 } }));
  const given = await loaded.predict(requests);
  given.forEach(({ outputs }, i) => expect(outputs['p']?.value).toBeCloseTo(yes(i / 300 - 1, 0), 6));
});

describe('one input for each column', () => {
  const sex: SignatureInput = {
    name: 'sex',
    unit: '{category}',
    kind: 'category',
    categories: ['female', 'male'],
    presence: 'optional',
  };
  const inputs = [numberInput('age', { presence: 'optional' }), numberInput('visits', { presence: 'optional' }), sex];
  const y = scoreOutput('y', ['age', 'visits', 'sex']);
  const graph = (visits: object = {}): GraphBinding => ({
    inputs: [
      { tensor: 'sex', columns: [{ input: 'sex' }] },
      { tensor: 'age', columns: [{ input: 'age' }] },
      { tensor: 'visits', columns: [{ input: 'visits', ...visits }] },
    ],
    outputs: [{ tensor: 'y' }],
    links: [{ fromOutput: 0 }],
  });
  const golden = { inputs: { age: 50, visits: 2, sex: 'male' }, expected: { y: 170 } };

  test('floats, whole numbers and texts are fed as the graph takes them', async () => {
    const loaded = await load(oneInputPerColumn(), graph(), inputs, [y], golden);
    const [one] = await loaded.predict([{ inputs: { age: 60, visits: 3, sex: 'female' } }]);
    expect(one?.outputs['y']?.value).toBe(1090);
  });

  test('an absent float is NaN and gives no number; an absent whole number or text is refused; a fraction too', async () => {
    const loaded = await load(oneInputPerColumn(), graph(), inputs, [y], golden);
    const code = (given: Record<string, number | string | null>) =>
      loaded.predict([{ inputs: given }]).then(
        () => 'given',
        (error: { code: string }) => error.code,
      );
    expect(await code({ visits: 3, sex: 'male' })).toBe('not-computable');
    expect(await code({ age: 50, sex: 'male' })).toBe('missing-input');
    expect(await code({ age: 50, visits: 3, sex: null })).toBe('missing-input');
    expect(await code({ age: 50, visits: 0.5, sex: 'male' })).toBe('bad-input');
    expect(await code({ age: 50, visits: 3, sex: 'other' })).toBe('bad-input');
  });

  test('a declared value stands for an absent one', async () => {
    const loaded = await load(oneInputPerColumn(), graph({ absent: 4 }), inputs, [y], golden);
    const [one] = await loaded.predict([{ inputs: { age: 50, sex: 'male' } }]);
    expect(one?.outputs['y']?.value).toBe(190);
  });

  test('a category that the encoder does not know is refused when the model is loaded', async () => {
    const more = [...inputs.slice(0, 2), { ...sex, categories: ['female', 'male', 'unknown'] }];
    await expect(load(oneInputPerColumn(), graph(), more, [y], golden)).rejects.toMatchObject({
      code: 'model-invalid',
      message: expect.stringContaining('unknown'),
      details: { problems: ['unseen-category'] },
    });
  });
});

test('one-hot columns, codes and a missing indicator all hang on one input', async () => {
  const sex: SignatureInput = {
    name: 'sex',
    unit: '{category}',
    kind: 'category',
    categories: ['female', 'male'],
    presence: 'optional',
  };
  const graph: GraphBinding = {
    inputs: [
      {
        tensor: 'x',
        columns: [
          { input: 'sex', equals: 'male', absent: 0 },
          { input: 'sex', codes: { female: 7, male: 9 }, absent: -1 },
          { input: 'sex', missing: true },
        ],
      },
    ],
    outputs: [0, 1, 2].map((column) => ({ tensor: 'y', column })),
  };
  const outputs = ['hot', 'code', 'missing'].map((name, column): SignatureOutput => ({
    name,
    unit: '1',
    kind: 'score',
    inputs: ['sex'],
    column,
  }));
  const golden = { inputs: { sex: 'male' }, expected: { hot: 1, code: 9, missing: 0 } };
  const loaded = await load(copying(1, [null, 3]), graph, [sex], outputs, golden);
  const given = await loaded.predict([{ inputs: { sex: 'female' } }, { inputs: {} }]);
  const values = given.map((one) => ['hot', 'code', 'missing'].map((name) => one.outputs[name]?.value));
  expect(values).toEqual([
    [0, 7, 0],
    [0, -1, 1],
  ]);
});

test('a runaway model is ended: its predictions fail with a code, others and this process go on, and it comes back', async () => {
  const graph: GraphBinding = { inputs: [{ tensor: 'size', columns: [{ input: 'n' }] }], outputs: [{ tensor: 'y' }] };
  const output: SignatureOutput = { name: 'y', unit: '1', kind: 'score', inputs: ['n'], column: 0 };
  const inputs = [numberInput('n')];
  const loaded = await load(hostile, graph, inputs, [output], { inputs: { n: 3 }, expected: { y: 0 } });
  let longest = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    longest = Math.max(longest, performance.now() - last);
    last = performance.now();
  }, 5);
  const runaway = loaded.predict([{ inputs: { n: 2e9 } }]);
  await expect(runaway).rejects.toMatchObject({ code: 'model-unavailable' });
  clearInterval(watch);
  expect(longest).toBeLessThan(500);
  expect(loaded.isReady()).toBe(false);
  await expect(loaded.predict([{ inputs: { n: 3 } }])).rejects.toMatchObject({ code: 'model-unavailable' });
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect((await loaded.predict([{ inputs: { n: 3 } }]))[0]?.outputs['y']?.value).toBe(0);
  expect(loaded.isReady()).toBe(true);
}, 20_000);
