import { afterEach, describe, expect, test } from '@jest/globals';
import {
  copying,
  hostile,
  labelOnly,
  logistic,
  oneInputPerColumn,
  overridable,
  refused,
  withZipMap,
  withoutZipMap,
} from '../testing/foreign-models.ts';
import { writeOnnx } from '../testing/write-onnx.ts';
import { defaultIsolation } from './isolation.ts';
import { openRunner } from './open-runner.ts';
import type { ModelRunner } from './open-runner.ts';

let runner: ModelRunner | undefined;
afterEach(async () => runner?.release());

const answers = async (bytes: Uint8Array, ...lines: readonly unknown[]) => {
  runner = await openRunner(bytes, { ...defaultIsolation, runMs: 1_500 });
  const given = [];
  for (const line of lines) given.push(await runner.answer(line));
  return given;
};

const yes = (a: number, b: number): number =>
  1 / (1 + Math.exp(-(logistic.a * a + logistic.b * b + logistic.intercept)));

test('probabilities come as rows, labels as texts, and null is NaN', async () => {
  const lines = [{ inputs: { X: [1, 2, -3, 4] } }, { inputs: { X: [[1, 2]] } }, { inputs: { X: [[null, 2]] } }];
  const [two, one, absent] = await answers(withZipMap, ...lines);
  const near = (p: number) => [expect.closeTo(1 - p, 6), expect.closeTo(p, 6)];
  expect(two).toEqual({ outputs: { label: ['yes', 'no'], scores: [near(yes(1, 2)), near(yes(-3, 4))] } });
  expect(one).toEqual({ outputs: { label: ['yes'], scores: [near(yes(1, 2))] } });
  expect(absent).toMatchObject({ outputs: { scores: [[null, null]] } });
});

test('one input for each column: float, int64 and string', async () => {
  const line = { inputs: { age: [[50], [60]], visits: [2, 3], sex: ['male', 'female'] } };
  expect(await answers(oneInputPerColumn(), line)).toEqual([{ outputs: { y: [[170], [1090]] } }]);
});

test('a fixed batch of one runs row by row', async () => {
  const [answer] = await answers(withoutZipMap('SOFTMAX', 1), { inputs: { X: [1, 2, -3, 4] } });
  expect(answer).toMatchObject({ outputs: { label: ['yes', 'no'] } });
});

test('an overridable initializer counts where it is not fed, and is not ignored where it is', async () => {
  const lines = [{ inputs: { x: [1, 2] } }, { inputs: { x: [1, 2], bias: 7 } }, { inputs: { x: 1 } }];
  const outputs = [[[6], [7]], [[8], [9]], [[6]]].map((y) => ({ outputs: { y } }));
  expect(await answers(overridable, ...lines)).toEqual(outputs);
});

test.each([
  [1, [0.5, -2]],
  [2, [0, 255]],
  [3, [-128, 127]],
  [4, [0, 65_535]],
  [5, [-32_768, 32_767]],
  [6, [-2_147_483_648, 7]],
  [7, [-9_007_199_254_740_991, 7]],
  [8, ['ä', '']],
  [9, [true, false]],
  [10, [0.5, -2]],
  [11, [0.1, 1e300]],
  [12, [0, 4_294_967_295]],
  [13, [0, 9_007_199_254_740_991]],
])('element type %i comes back as it went in', async (type, x) => {
  expect(await answers(copying(type), { inputs: { x } })).toEqual([{ outputs: { y: x } }]);
});

describe('errors take the place of the answer', () => {
  const code = async (bytes: Uint8Array, line: unknown) => {
    const [answer] = await answers(bytes, line);
    return answer !== undefined && 'error' in answer ? answer.error.code : answer;
  };

  test.each([
    ['no inputs', labelOnly, {}, 'bad-input'],
    ['a name the model does not have', labelOnly, { inputs: { X: [1, 2], Y: 1 } }, 'bad-input'],
    ['an input that is not there', labelOnly, { inputs: {} }, 'missing-input'],
    ['too few numbers', labelOnly, { inputs: { X: [1, 2, 3] } }, 'bad-input'],
    ['a text among numbers', labelOnly, { inputs: { X: [1, '2'] } }, 'bad-input'],
    ['null among whole numbers', copying(7), { inputs: { x: [null] } }, 'bad-input'],
    ['null among texts', copying(8), { inputs: { x: [null] } }, 'bad-input'],
    ['a fraction among whole numbers', copying(7), { inputs: { x: [0.5] } }, 'bad-input'],
    ['a number beyond its type', copying(2), { inputs: { x: [256] } }, 'bad-input'],
    ['a number among truth values', copying(9), { inputs: { x: [2] } }, 'bad-input'],
    [
      'a category the encoder refuses',
      oneInputPerColumn(0),
      { inputs: { age: 1, visits: 1, sex: 'x' } },
      'unseen-category',
    ],
  ])('%s', async (_what, bytes, line, expected) => {
    expect(await code(bytes, line)).toBe(expected);
  });

  test.each(['bfloat16', 'map-input', 'custom-operator', 'external-data'])(
    'every line of a %s model',
    async (expected) => {
      const graph = refused[expected];
      expect(graph && (await code(writeOnnx(graph), { inputs: {} }))).toBe(expected);
    },
  );

  test('no message quotes a value', async () => {
    const given = await answers(copying(7), { inputs: { x: ['secret-4711'] } }, { inputs: { x: [47.11] } });
    expect(JSON.stringify(given)).not.toMatch(/4711|47\.11/);
  });
});

test('a runaway model is ended, and the next line is answered after the pause', async () => {
  runner = await openRunner(hostile, { ...defaultIsolation, runMs: 1_500, pauseMs: 300 });
  const before = process.memoryUsage().rss;
  expect(await runner.answer({ inputs: { size: [5] } })).toEqual({ outputs: { y: 0 } });
  expect(await runner.answer({ inputs: { size: [2_000_000_000] } })).toMatchObject({
    error: { code: 'model-unavailable' },
  });
  expect(await runner.answer({ inputs: { size: [5] } })).toMatchObject({ error: { code: 'model-unavailable' } });
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
  await new Promise((resolve) => setTimeout(resolve, 400));
  expect(await runner.answer({ inputs: { size: [5] } })).toEqual({ outputs: { y: 0 } });
}, 20_000);
