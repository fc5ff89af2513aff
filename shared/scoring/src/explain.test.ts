import { describe, expect, test } from '@jest/globals';
import type { Explanation, ModelInputs, ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder } from '@cardwright/model-builder';
import type { Node } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import { bruteForceShapley } from './testing/brute-force-shapley.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

type Formula = (g: GraphBuilder, x: readonly Node[]) => Node;

const namesOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `x${i}`);
const fromList = (values: readonly number[]): Record<string, number> =>
  Object.fromEntries(values.map((value, i) => [`x${i}`, value]));
const zeros = (count: number): Record<string, number> => fromList(new Array<number>(count).fill(0));

/** One output over `count` numbers; the reference patient is all zeros unless the manifest says otherwise. */
const load = (count: number, formula: Formula, manifest: Partial<ModelManifest> = {}) => {
  const names = namesOf(count);
  const g = new GraphBuilder({ name: 'test', columns: names });
  const node = formula(
    g,
    names.map((name) => g.column(name)),
  );
  g.outputs([node]);
  g.links([node]);
  const shape = { inputs: names.map((name) => numberInput(name)), outputs: [scoreOutput('out', names)] };
  const referencePatient = { description: 'zeros', inputs: zeros(count) };
  return loadModel(filesOf(g, { ...shape, referencePatient, ...manifest }));
};
const explainOne = async (model: Awaited<ReturnType<typeof load>>, inputs: ModelInputs): Promise<Explanation> => {
  const [prediction] = await model.predict([{ inputs, explain: ['out'] }]);
  const [explanation] = prediction?.explanations ?? [];
  if (explanation === undefined) throw new Error('not explained');
  return explanation;
};
const sharesOf = ({ contributions }: Explanation): Record<string, number> =>
  Object.fromEntries(contributions.map(({ input, contribution }) => [input, contribution]));
const sumOf = ({ contributions }: Explanation): number =>
  contributions.reduce((sum, { contribution }) => sum + contribution, 0);

/** A repeatable stream of numbers in −2…2. */
const stream = (seed: number): (() => number) => {
  let i = seed * 1000;
  return () => 2 * Math.sin((i += 1) * 12.9898);
};

const expectBruteForce = async (
  model: Awaited<ReturnType<typeof load>>,
  plain: (x: readonly number[]) => number,
  patient: readonly number[],
): Promise<Explanation> => {
  const explanation = await explainOne(model, fromList(patient));
  const game = (players: ReadonlySet<number>): number => plain(patient.map((value, i) => (players.has(i) ? value : 0)));
  const expected = bruteForceShapley(game, patient.length);
  const shares = sharesOf(explanation);
  expected.forEach((share, i) => expect(shares[`x${i}`]).toBeCloseTo(share, 10));
  expect(explanation.base + sumOf(explanation)).toBeCloseTo(explanation.link, 9);
  expect(explanation.link).toBeCloseTo(plain(patient), 9);
  return explanation;
};

describe('equals the definition of Shapley values', () => {
  test.each([1, 2, 3, 4, 5, 6])('pair, random pairwise model over %d inputs', async (count) => {
    const next = stream(count);
    const weights = Array.from({ length: count * count + 1 }, next);
    const formula: Formula = (g, x) =>
      x.reduce(
        (sum, a, i) =>
          x.reduce((all, b, j) => (i <= j ? g.add(all, g.mul(a, b, weights[i * count + j] ?? 0)) : all), sum),
        g.add(weights.at(-1) ?? 0, g.mul(x[0] ?? 0, 0.7)),
      );
    const plain = (x: readonly number[]): number =>
      x.reduce(
        (sum, a, i) => x.reduce((all, b, j) => (i <= j ? all + a * b * (weights[i * count + j] ?? 0) : all), sum),
        (weights.at(-1) ?? 0) + 0.7 * (x[0] ?? 0),
      );
    const model = await load(count, formula, { interactionOrder: 2 });
    for (let i = 0; i < 3; i += 1) {
      const { method } = await expectBruteForce(model, plain, Array.from({ length: count }, next));
      expect(method).toBe('exact-antithetic-pair');
    }
    await model.release();
  });

  test.each([1, 3, 5])('enumeration, a model in which %d inputs all interact', async (count) => {
    const next = stream(40 + count);
    const formula: Formula = (g, x) => g.exp(g.mul(0.3, ...x.map((a) => g.add(1, g.sub(a, 0.4)))));
    const plain = (x: readonly number[]): number => Math.exp(x.reduce((product, a) => product * (a + 0.6), 0.3));
    const model = await load(count, formula);
    const { method } = await expectBruteForce(model, plain, Array.from({ length: count }, next));
    expect(method).toBe('exact-enumeration');
    await model.release();
  });

  test('twelve inputs, 4,096 rows in several runs: a product of all is shared equally', async () => {
    const model = await load(12, (g, x) => g.mul(1, ...x));
    const explanation = await explainOne(model, fromList(new Array<number>(12).fill(2)));
    for (const { contribution } of explanation.contributions) expect(contribution).toBeCloseTo(4096 / 12, 9);
    expect(explanation.contributions.map(({ input }) => input)).toEqual(namesOf(12));
    await model.release();
  });
});

describe('who takes part', () => {
  const sum: Formula = (g, x) => g.add(0, ...x);

  test('inputs equal to the reference drop out; none varying leaves the base', async () => {
    const model = await load(3, sum);
    expect(sharesOf(await explainOne(model, { x0: 0, x1: 5, x2: 0 }))).toEqual({ x1: 5 });
    const same = await explainOne(model, zeros(3));
    expect([same.base, same.link, same.contributions]).toEqual([0, 0, []]);
    await model.release();
  });

  test('the largest comes first, ties stay in input order, and each says value and reference', async () => {
    const model = await load(4, sum);
    const { contributions } = await explainOne(model, { x0: 1, x1: -3, x2: -1, x3: 2 });
    expect(contributions.map(({ input }) => input)).toEqual(['x1', 'x3', 'x0', 'x2']);
    expect(contributions[0]).toEqual({ input: 'x1', reference: 0, value: -3, contribution: -3 });
    await model.release();
  });

  test('own inputs take the patient’s value in the reference', async () => {
    const referencePatient = { description: '', inputs: { x1: 0 }, own: ['x0'] };
    const model = await load(2, (g, x) => g.mul(1, ...x), { referencePatient });
    const explanation = await explainOne(model, { x0: 1.5, x1: 2 });
    expect(sharesOf(explanation)).toEqual({ x1: 3 });
    await model.release();
  });

  test('an optional input varies when it is absent on one side only', async () => {
    const inputs = [numberInput('x0'), numberInput('x1', { presence: 'optional' })];
    const formula: Formula = (g, [a = 0, b = 0]) => g.add(a, g.whenMissing(b, 10, b));
    const absent = { inputs, referencePatient: { description: '', inputs: { x0: 0, x1: null } } };
    const present = { inputs, referencePatient: { description: '', inputs: { x0: 0, x1: 4 } } };
    const [first, second] = [await load(2, formula, absent), await load(2, formula, present)];
    expect(sharesOf(await explainOne(first, { x0: 1, x1: null }))).toEqual({ x0: 1 });
    expect(sharesOf(await explainOne(first, { x0: 1, x1: 3 }))).toEqual({ x0: 1, x1: -7 });
    expect((await explainOne(second, { x0: 0 })).contributions).toEqual([
      { input: 'x1', reference: 4, value: null, contribution: 6 },
    ]);
    await Promise.all([first.release(), second.release()]);
  });
});

describe('several outputs', () => {
  /** first = x0·x1, second = x1 + x2. */
  const loadTwo = (manifest: Partial<ModelManifest> = {}) => {
    const g = new GraphBuilder({ name: 'test', columns: namesOf(3) });
    const [a, b, c] = [g.column('x0'), g.column('x1'), g.column('x2')];
    const nodes = [g.mul(a, b), g.add(b, c)];
    g.outputs(nodes);
    g.links(nodes);
    const link = { scale: 'identity', column: 1 } as const;
    return loadModel(
      filesOf(g, {
        inputs: [numberInput('x0', { presence: 'per-output' }), numberInput('x1'), numberInput('x2')],
        outputs: [scoreOutput('first', ['x0', 'x1']), scoreOutput('second', ['x1', 'x2'], { column: 1, link })],
        referencePatient: { description: '', inputs: zeros(3) },
        ...manifest,
      }),
    );
  };

  test.each([{}, { interactionOrder: 2 }] as const)(
    'share rows and name only their own inputs %j',
    async (manifest) => {
      const model = await loadTwo(manifest);
      const request = { inputs: { x0: 2, x1: 3, x2: 4 }, explain: ['second', 'first'] };
      const [prediction] = await model.predict([request]);
      expect(prediction?.explanations.map((explanation) => [explanation.output, sharesOf(explanation)])).toEqual([
        ['first', { x0: 3, x1: 3 }],
        ['second', { x2: 4, x1: 3 }],
      ]);
      await model.release();
    },
  );

  test.each([{}, { interactionOrder: 2 }] as const)(
    'one that is not explained is the patient’s own, whatever explains the other %j',
    async (manifest) => {
      const model = await loadTwo(manifest);
      const [prediction] = await model.predict([{ inputs: { x0: 2, x1: 3, x2: 4 }, explain: ['first'] }]);
      expect([prediction?.outputs['first']?.value, prediction?.outputs['second']?.value]).toEqual([6, 7]);
      await model.release();
    },
  );

  test('one that cannot be computed is not explained, the other is', async () => {
    const model = await loadTwo();
    const [prediction] = await model.predict([{ inputs: { x1: 3, x2: 4 }, explain: ['first', 'second'] }]);
    expect(prediction?.explanations.map(({ output }) => output)).toEqual(['second']);
    await model.release();
  });

  test('many patients, explained and not, in one call keep their own rows', async () => {
    const model = await loadTwo({ interactionOrder: 2 });
    const requests = Array.from({ length: 700 }, (_, i) => ({
      inputs: { x0: i, x1: 1, x2: i % 3 },
      explain: i % 2 === 0 ? ['first'] : [],
    }));
    const predictions = await model.predict(requests);
    predictions.forEach((prediction, i) => {
      expect(prediction.outputs['first']?.value).toBe(i);
      const shares = i % 2 === 0 ? [i === 0 ? { x1: 0 } : { x0: i / 2, x1: i / 2 }] : [];
      expect(prediction.explanations.map(sharesOf)).toEqual(shares);
    });
    await model.release();
  });
});

test('inputs that no explained output depends on cost no rows: thirteen vary, one counts, no estimate', async () => {
  const outputs = [scoreOutput('out', ['x0'])];
  const model = await load(13, (g, [a = 0]) => g.mul(a, 2), { outputs });
  const explanation = await explainOne(model, fromList(new Array<number>(13).fill(1)));
  expect([sharesOf(explanation), explanation.method]).toEqual([{ x0: 2 }, 'exact-enumeration']);
  await model.release();
});

describe('what is not explained', () => {
  test('a mixture of patient and reference without a finite link is not-computable', async () => {
    const model = await load(2, (g, [a = 0, b = 0]) => g.log(g.add(1, g.sub(a, g.mul(2, b)))));
    expect((await model.predict([{ inputs: { x0: 3, x1: 1 } }]))[0]?.outputs['out']?.link).toBeCloseTo(Math.log(2), 12);
    await expect(explainOne(model, { x0: 3, x1: 1 })).rejects.toThrow(
      expect.objectContaining({ code: 'not-computable', details: { outputs: ['out'], explanation: true } }),
    );
    await model.release();
  });

  test('a model without a reference patient, and an output without a link', async () => {
    const g = new GraphBuilder({ name: 'test', columns: ['x0'] });
    g.outputs([g.column('x0')]);
    const bare = { name: 'out', unit: '1', kind: 'score', inputs: ['x0'], column: 0 } as const;
    const noLink = await loadModel(filesOf(g, { inputs: [numberInput('x0')], outputs: [bare] }));
    expect((await noLink.predict([{ inputs: { x0: 1 }, explain: ['out'] }]))[0]?.explanations).toEqual([]);
    const h = new GraphBuilder({ name: 'test', columns: ['x0'] });
    h.outputs([h.column('x0')]);
    h.links([h.column('x0')]);
    const shape = { inputs: [numberInput('x0')], outputs: [scoreOutput('out', ['x0'])] };
    const noReference = await loadModel(filesOf(h, shape));
    expect((await noReference.predict([{ inputs: { x0: 1 }, explain: ['out'] }]))[0]?.explanations).toEqual([]);
    await Promise.all([noLink.release(), noReference.release()]);
  });
});
