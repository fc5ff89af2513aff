import { describe, expect, test } from '@jest/globals';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { GraphBuilder } from './graph-builder.ts';
import type { Bool, Node } from './node.ts';

const rowsOf = (tensor: Tensor | undefined): readonly (readonly number[])[] => {
  const data = tensor?.data;
  if (!(data instanceof Float64Array)) throw new Error('not a float64 tensor');
  const width = tensor?.dims[1] ?? 0;
  return Array.from({ length: data.length / width }, (_, row) => [...data.slice(row * width, (row + 1) * width)]);
};

/** Runs a built graph in the real runtime. Rows in, rows of `outputs` and `links` out. */
const runGraph = async (
  graph: GraphBuilder,
  rows: readonly (readonly number[])[],
): Promise<{ outputs: readonly (readonly number[])[]; links: readonly (readonly number[])[] }> => {
  const session = await InferenceSession.create(graph.toBytes(), { intraOpNumThreads: 1, logSeverityLevel: 3 });
  const features = new Tensor('float64', new Float64Array(rows.flat()), [rows.length, graph.columns.length]);
  const result = await session.run({ features });
  await session.release();
  return { outputs: rowsOf(result['outputs']), links: result['links'] === undefined ? [] : rowsOf(result['links']) };
};

type Formula = (g: GraphBuilder, a: Node, b: Node) => Node;

const interesting = [
  NaN,
  Infinity,
  -Infinity,
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  2.5,
  -2.5,
  3,
  40,
  -40,
  700,
  -700,
  1e-300,
  1e300,
  9.81,
];
const pairs = interesting.flatMap((a) => interesting.map((b) => [a, b] as const));

const evaluate = async (formula: Formula, rows: readonly (readonly number[])[]): Promise<number[]> => {
  const g = new GraphBuilder({ name: 'test', columns: ['a', 'b'] });
  g.outputs([formula(g, g.column('a'), g.column('b'))]);
  const { outputs } = await runGraph(g, rows);
  return outputs.map((row) => row[0] ?? Number.POSITIVE_INFINITY);
};

/** Equal bits, or within `relative`; NaN equals NaN only, and infinities are exact. */
const expectClose = (actual: readonly number[], expected: readonly number[], relative: number): void => {
  const wrong = expected.flatMap((want, i) => {
    const got = actual[i] ?? NaN;
    const close = Object.is(got, want) || got === want || Math.abs(got - want) <= relative * Math.abs(want);
    return close ? [] : [{ row: i, want, got }];
  });
  expect(actual).toHaveLength(expected.length);
  expect(wrong).toEqual([]);
};

const arithmetic: readonly [string, Formula, (a: number, b: number) => number, number][] = [
  ['add', (g, a, b) => g.add(a, b, 3), (a, b) => a + b + 3, 0],
  ['sub', (g, a, b) => g.sub(a, b), (a, b) => a - b, 0],
  ['mul', (g, a, b) => g.mul(a, b, 0.1), (a, b) => a * b * 0.1, 0],
  ['div', (g, a, b) => g.div(a, b), (a, b) => a / b, 0],
  ['neg', (g, a) => g.neg(a), (a) => -a, 0],
  ['sqrt', (g, a) => g.sqrt(a), (a) => Math.sqrt(a), 0],
  ['floor', (g, a) => g.floor(a), (a) => Math.floor(a), 0],
  ['round half up', (g, a) => g.floor(g.add(a, 0.5)), (a) => Math.floor(a + 0.5), 0],
  ['min', (g, a, b) => g.min(a, b), (a, b) => Math.min(a, b), 0],
  ['max', (g, a, b) => g.max(a, b), (a, b) => Math.max(a, b), 0],
  ['exp', (g, a) => g.exp(a), (a) => Math.exp(a), 1e-15],
  ['log', (g, a) => g.log(a), (a) => Math.log(a), 1e-15],
  ['sigmoid', (g, a) => g.sigmoid(a), (a) => 1 / (1 + Math.exp(-a)), 1e-15],
  ['weightedSum', (g, a, b) => g.weightedSum([a, b], [2, -0.3], 7), (a, b) => 2 * a + -0.3 * b + 7, 1e-15],
];

describe('arithmetic is JavaScript’s, NaN and infinities included', () => {
  test.each(arithmetic)('%s over many rows', async (_name, formula, plain, relative) => {
    const actual = await evaluate(formula, pairs);
    expectClose(
      actual,
      pairs.map(([a, b]) => plain(a, b)),
      relative,
    );
  });
  test.each(arithmetic)('%s over one row', async (_name, formula, plain, relative) => {
    const actual = await evaluate(formula, [[2.5, -0.75]]);
    expectClose(actual, [plain(2.5, -0.75)], relative);
  });
  test('pow, where IEEE 754 and JavaScript agree', async () => {
    const rows = pairs.filter(([a, b]) => !(Math.abs(a) === 1 && !Number.isFinite(b)));
    expectClose(
      await evaluate((g, a, b) => g.pow(a, b), rows),
      rows.map(([a, b]) => a ** b),
      1e-14,
    );
  });
});

const comparisons: readonly [string, (g: GraphBuilder, a: Node, b: Node) => Bool, (a: number, b: number) => boolean][] =
  [
    ['less', (g, a, b) => g.less(a, b), (a, b) => a < b],
    ['lessOrEqual', (g, a, b) => g.lessOrEqual(a, b), (a, b) => a <= b],
    ['greater', (g, a, b) => g.greater(a, b), (a, b) => a > b],
    ['greaterOrEqual', (g, a, b) => g.greaterOrEqual(a, b), (a, b) => a >= b],
    ['equal', (g, a, b) => g.equal(a, b), (a, b) => a === b],
    ['isNaN', (g, a) => g.isNaN(a), (a) => Number.isNaN(a)],
    ['not', (g, a, b) => g.not(g.less(a, b)), (a, b) => !(a < b)],
    ['and', (g, a, b) => g.and(g.less(a, b), g.greater(a, 0), g.less(b, 3)), (a, b) => a < b && a > 0 && b < 3],
    [
      'or',
      (g, a, b) => g.or(g.less(a, b), g.isNaN(a), g.isNaN(b)),
      (a, b) => a < b || Number.isNaN(a) || Number.isNaN(b),
    ],
  ];

describe('conditions', () => {
  test.each(comparisons)('%s', async (_name, condition, plain) => {
    const expected = pairs.map(([a, b]) => (plain(a, b) ? 1 : 0));
    expectClose(await evaluate((g, a, b) => g.toNumber(condition(g, a, b)), pairs), expected, 0);
    expectClose(await evaluate((g, a, b) => g.where(condition(g, a, b), 1, 0), pairs), expected, 0);
  });
  test('where does not carry NaN of its condition, missingWith does', async () => {
    const rows = [
      [NaN, 1],
      [1, NaN],
      [1, 1],
      [5, 1],
    ];
    expectClose(await evaluate((g, a) => g.where(g.less(a, 3), 7, 8), rows), [8, 7, 7, 8], 0);
    const guarded: Formula = (g, a, b) => g.missingWith(g.where(g.less(a, 3), 7, 8), a, b);
    expectClose(await evaluate(guarded, rows), [NaN, NaN, 7, 8], 0);
  });
  test('whenMissing models an absence', async () => {
    expectClose(
      await evaluate(
        (g, a, b) => g.whenMissing(a, b, g.mul(a, 2)),
        [
          [NaN, 5],
          [3, 5],
        ],
      ),
      [5, 6],
      0,
    );
  });
});

describe('points', () => {
  const bands = [
    { upTo: 8, inclusive: true, points: 3 },
    { upTo: 12, inclusive: false, points: 1 },
    { upTo: Infinity, inclusive: false, points: 0 },
  ];
  test('both sides of every limit, infinities, and NaN in → NaN out', async () => {
    const rows = [7.999, 8, 8.001, 11.999, 12, 12.001, -Infinity, Infinity, NaN].map((a) => [a, 0]);
    expectClose(await evaluate((g, a) => g.points(a, bands), rows), [3, 3, 1, 1, 0, 0, 3, 0, NaN], 0);
  });
  test('one band', async () => {
    const only = [{ upTo: Infinity, inclusive: true, points: 4 }];
    expectClose(
      await evaluate(
        (g, a) => g.points(a, only),
        [
          [1, 0],
          [NaN, 0],
        ],
      ),
      [4, NaN],
      0,
    );
  });
  test.each([
    ['that end early', [{ upTo: 8, inclusive: true, points: 3 }]],
    ['that do not rise', [bands[1], bands[0], bands[2]]],
    ['that are none', []],
  ])('refuses bands %s', (_name, wrong) => {
    const g = new GraphBuilder({ name: 'test', columns: ['a'] });
    expect(() =>
      g.points(
        g.column('a'),
        wrong.flatMap((band) => band ?? []),
      ),
    ).toThrow(/band/);
  });
});

test('lookup gives the value of an index, and NaN for everything else', async () => {
  const rows = [0, 1, 2, 3, -1, 0.5, Infinity, NaN].map((a) => [a, 0]);
  const expected = [10, 20, 30, NaN, NaN, NaN, NaN, NaN];
  expectClose(await evaluate((g, a) => g.lookup(a, [10, 20, 30]), rows), expected, 0);
});

test('constants stand beside columns in outputs, links and sums, at every batch length', async () => {
  const g = new GraphBuilder({ name: 'test', columns: ['a'] });
  const half = g.constant(0.5);
  g.outputs([half, g.column('a'), g.weightedSum([half, g.column('a')], [2, 3], 1), g.weightedSum([], [], 6)]);
  g.links([half]);
  for (const rows of [[[4]], [[4], [NaN], [-Infinity]]]) {
    const { outputs, links } = await runGraph(g, rows);
    expect(outputs).toEqual(rows.map(([a = NaN]) => [0.5, a, 2 + 3 * a, 6]));
    expect(links).toEqual(rows.map(() => [0.5]));
  }
});

test('a row gives the same bits alone and among 100 others where the graph holds no exp or log', async () => {
  const rows = Array.from({ length: 100 }, (_, i) => [Math.sin(i) * 50, Math.cos(i * 7)]);
  const formula: Formula = (g, a, b) => g.weightedSum([a, b, g.pow(a, 2), g.mul(a, b)], [0.1, 1.7, -0.03, 4], 0.9);
  const together = await evaluate(formula, rows);
  for (const i of [0, 13, 99]) expect(await evaluate(formula, [rows[i] ?? []])).toEqual([together[i]]);
});

describe('blocks', () => {
  const rows = [
    [1, 2],
    [NaN, 4],
    [-3, Infinity],
  ];
  const evaluateBlock = async (formula: Formula, some = rows): Promise<readonly (readonly number[])[]> => {
    const g = new GraphBuilder({ name: 'test', columns: ['a', 'b'] });
    const node = formula(g, g.column('a'), g.column('b'));
    g.outputs([node, g.column('b')]);
    g.links([node]);
    const { outputs, links } = await runGraph(g, some);
    expect(outputs.map((row) => row.slice(0, -1))).toEqual(links);
    return links;
  };
  const blocks: readonly [string, Formula, (a: number, b: number) => readonly number[]][] = [
    ['columns side by side', (g, a, b) => g.stack([b, g.stack([a, b])]), (a, b) => [b, a, b]],
    ['columns beside constants', (g, a) => g.stack([g.row([7, 8]), a]), (a) => [7, 8, a]],
    ['constants alone', (g) => g.row([7, 8]), () => [7, 8]],
    ['a column against constants', (g, a) => g.max(a, g.row([0, 2])), (a) => [Math.max(a, 0), Math.max(a, 2)]],
    ['block against block', (g, a, b) => g.mul(g.stack([a, b]), g.stack([b, b])), (a, b) => [a * b, b * b]],
    ['block against a number', (g, a, b) => g.sub(1, g.stack([a, b])), (a, b) => [1 - a, 1 - b]],
    ['picked columns', (g, a, b) => g.pick(g.stack([a, b, g.constant(5)]), [2, 0, 0]), (a) => [5, a, a]],
    [
      'conditions',
      (g, a, b) => g.where(g.less(a, 0), g.stack([a, b]), g.row([1, 2])),
      (a, b) => (a < 0 ? [a, b] : [1, 2]),
    ],
    [
      'weighted sums',
      (g, a, b) =>
        g.weightedSums(
          g.stack([a, b]),
          [
            [2, -0.5],
            [1, 3],
            [0, 1],
          ],
          [10, 0, 1],
        ),
      (a, b) => [2 * a - 0.5 * b + 10, a + 3 * b, 0 * a + b + 1],
    ],
  ];
  test.each(blocks)('%s', async (_name, formula, plain) => {
    for (const some of [rows, rows.slice(0, 1)]) {
      expect(await evaluateBlock(formula, some)).toEqual(some.map(([a = 0, b = 0]) => plain(a, b)));
    }
  });
  test('an absent column makes every sum of its block absent, whatever its weight', async () => {
    const formula: Formula = (g, a, b) => g.weightedSums(g.stack([a, b]), [[0, 1]], [0]);
    expect(await evaluateBlock(formula, [[NaN, 2]])).toEqual([[NaN]]);
  });
  test('sums of a row have the same bits alone and among 100 others', async () => {
    const many = Array.from({ length: 100 }, (_, i) => [Math.sin(i) * 50, Math.cos(i * 7)]);
    const weights = Array.from({ length: 5 }, (_, i) => [0.1 * i, 1.7 - i, 0.03]);
    const formula: Formula = (g, a, b) => g.weightedSums(g.stack([a, b, g.mul(a, b)]), weights, [0.9, 1, 2, 3, 4]);
    const together = await evaluateBlock(formula, many);
    for (const i of [0, 13, 99]) expect(await evaluateBlock(formula, [many[i] ?? []])).toEqual([together[i]]);
  });
});

describe('the file', () => {
  const build = (): GraphBuilder => {
    const g = new GraphBuilder({ name: 'test', columns: ['a', 'b'] });
    g.outputs([g.sigmoid(g.weightedSum([g.column('a'), g.column('b')], [1, 2], 3))]);
    return g;
  };
  test('is the same bytes every time', () => {
    expect(Buffer.from(build().toBytes()).equals(Buffer.from(build().toBytes()))).toBe(true);
  });
  test('computes a repeated expression once', () => {
    const bytesOf = (repeats: number): number => {
      const g = new GraphBuilder({ name: 'test', columns: ['a'] });
      const expression = () => g.exp(g.mul(g.column('a'), 2));
      const first = expression();
      let sum = g.max(first, first);
      for (let i = 0; i < repeats; i += 1) sum = g.max(expression(), expression());
      g.outputs([sum]);
      return g.toBytes().length;
    };
    expect(bytesOf(20)).toBe(bytesOf(0));
  });
  test('holds nothing that no output reads', async () => {
    const build = (isWritten: boolean): GraphBuilder => {
      const g = new GraphBuilder({ name: 'test', columns: ['a', 'b'] });
      if (isWritten) g.exp(g.add(g.column('a'), 2.5));
      const doubled = g.mul(g.block(['b', 'a', 'b']), 2);
      g.links([doubled]);
      g.outputs([g.neg(doubled)]);
      return g;
    };
    const bytes = build(true).toBytes().length;
    // Constants and results are numbered, so a name may be longer by a digit; one more operator takes 20 bytes.
    expect(Math.abs(bytes - build(false).toBytes().length)).toBeLessThan(10);
    expect(await runGraph(build(true), [[1, 2]])).toEqual({ outputs: [[-4, -2, -4]], links: [[4, 2, 4]] });
  });
  test('tells −0, 0 and NaN apart', async () => {
    const g = new GraphBuilder({ name: 'test', columns: ['a'] });
    g.outputs([g.div(g.column('a'), 0), g.div(g.column('a'), -0), g.constant(NaN)]);
    expect((await runGraph(g, [[1]])).outputs).toEqual([[Infinity, -Infinity, NaN]]);
  });
});

describe('misuse is refused', () => {
  const g = new GraphBuilder({ name: 'test', columns: ['a'] });
  const stranger = new GraphBuilder({ name: 'other', columns: ['z'] }).column('z');
  test.each([
    ['no columns', () => new GraphBuilder({ name: 'x', columns: [] })],
    ['twice the same column', () => new GraphBuilder({ name: 'x', columns: ['a', 'a'] })],
    ['an unknown column', () => g.column('b')],
    ['a block of an unknown column', () => g.block(['a', 'b'])],
    ['a block of no columns', () => g.block([])],
    ['a node of another graph', () => g.add(g.column('a'), stranger)],
    ['an output of another graph', () => g.outputs([stranger])],
    ['no outputs', () => g.outputs([])],
    ['a file without outputs', () => g.toBytes()],
    ['an empty lookup', () => g.lookup(g.column('a'), [])],
    ['weights that do not match', () => g.weightedSum([g.column('a')], [], 0)],
    ['weights that do not match a block', () => g.weightedSums(g.row([1, 2]), [[1]], [0])],
    ['sums without a constant', () => g.weightedSums(g.row([1]), [[1], [2]], [0])],
    ['no sums', () => g.weightedSums(g.row([1]), [], [])],
    ['an empty row', () => g.row([])],
    ['an empty block', () => g.stack([])],
    ['no picked column', () => g.pick(g.row([1, 2]), [])],
    ['a column beyond the block', () => g.pick(g.row([1, 2]), [2])],
    ['half a column', () => g.pick(g.row([1, 2]), [0.5])],
    ['blocks of different widths', () => g.add(g.row([1, 2]), g.row([1, 2, 3]))],
    ['a block chosen by too wide a condition', () => g.where(g.less(g.row([1, 2, 3]), 0), g.row([1, 2]), 0)],
  ])('%s', (_name, misuse) => {
    expect(misuse).toThrow(expect.objectContaining({ code: 'model-invalid' }));
  });
  test('outputs and links are set once', () => {
    const once = new GraphBuilder({ name: 'x', columns: ['a'] });
    once.outputs([once.column('a')]);
    once.links([once.column('a')]);
    expect(() => once.outputs([once.column('a')])).toThrow(/already/);
    expect(() => once.links([once.column('a')])).toThrow(/already/);
  });
});
