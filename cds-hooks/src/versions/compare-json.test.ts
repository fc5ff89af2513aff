import { expect, test } from '@jest/globals';
import { compareJson } from './compare-json.ts';

test('nothing where all is the same; every place where it is not', () => {
  const value = { a: [1, { b: null }], c: 'x' };
  expect(compareJson(value, structuredClone(value), 0)).toEqual([]);
  expect(compareJson(value, { a: [1, { b: 0 }, 2], 'd/e': true }, 0)).toEqual([
    { path: '/a/1/b', recorded: null, replayed: 0 },
    { path: '/a/2', replayed: 2 },
    { path: '/c', recorded: 'x' },
    { path: '/d~1e', replayed: true },
  ]);
  expect(compareJson([], {}, 0)).toEqual([{ path: '', recorded: [], replayed: {} }]);
});

test.each([
  [1, 1 + 2 ** -52, 0, 1],
  [1, 1 + 2 ** -52, 1e-12, 0],
  [1e6, 1e6 * (1 + 0.9e-12), 1e-12, 0],
  [1e6, 1e6 * (1 + 1.1e-12), 1e-12, 1],
  [0, 1e-300, 1e-12, 1],
  [-0, 0, 0, 0],
  [1, '1', 1e-12, 1],
])('%p and %p within %p: %p differences', (recorded, replayed, tolerance, count) => {
  expect(compareJson(recorded, replayed, tolerance)).toHaveLength(count);
});
