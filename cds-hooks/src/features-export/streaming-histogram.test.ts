import { describe, expect, test } from '@jest/globals';
import { StreamingHistogram } from './streaming-histogram.ts';

const of = (values: readonly number[], bins?: number) => {
  const histogram = new StreamingHistogram();
  for (const value of values) histogram.add(value);
  return histogram.read(bins);
};

describe('streaming histogram', () => {
  test('nothing counted: no bins', () => {
    expect(of([])).toEqual({ edges: [], counts: [] });
  });
  test('a constant is one bin', () => {
    expect(of([7, 7, 7])).toEqual({ edges: [], counts: [3] });
  });
  test('equal counts, whatever the order', () => {
    const ascending = Array.from({ length: 100 }, (_, index) => index);
    const expected = { edges: [20, 40, 60, 80], counts: [20, 20, 20, 20, 20] };
    expect(of(ascending, 5)).toEqual(expected);
    expect(of(ascending.toReversed(), 5)).toEqual(expected);
  });
  test.each([[[-3.14159, -0.001234, 0, 0.00123456, 0.999999, 1234.567, 98765]]])(
    'every value lies in the bin that counted it',
    (values) => {
      const { edges, counts } = of(values, 100);
      const binOf = (value: number) => edges.filter((edge) => edge <= value).length;
      for (const [bin, count] of counts.entries())
        expect(values.filter((value) => binOf(value) === bin)).toHaveLength(count);
    },
  );
  test('memory is bounded: a million different numbers over many decades', () => {
    const histogram = new StreamingHistogram();
    for (let index = 1; index <= 200_000; index += 1) histogram.add(index ** 5 * 1e-20);
    const { counts } = histogram.read();
    expect(counts.length).toBeLessThanOrEqual(10);
    expect(counts.reduce((a, b) => a + b)).toBe(200_000);
  });
});
