import { expect, test } from '@jest/globals';
import type { SignatureOutput } from '@cardwright/cds-service';
import { judgeValue } from './judge-value.ts';

const output = (more: Partial<SignatureOutput>): SignatureOutput => ({
  name: 'out',
  unit: '1',
  kind: 'score',
  inputs: [],
  column: 0,
  ...more,
});

test.each<[Partial<SignatureOutput>, number, number | string]>([
  [{ kind: 'probability' }, 0, 0],
  [{ kind: 'probability' }, 1, 1],
  [{}, -7, -7],
  [{ range: [0, 20] }, 20, 20],
  [{ kind: 'category', categories: ['low', 'high'] }, 1, 'high'],
])('%j: %d', (more, raw, expected) => {
  expect(judgeValue('m', output(more), raw)).toBe(expected);
});

test.each<[Partial<SignatureOutput>, number, string]>([
  [{ kind: 'probability' }, NaN, 'out is a probability outside 0 to 1'],
  [{ kind: 'probability' }, -1e-9, 'out is a probability outside 0 to 1'],
  [{ kind: 'probability' }, 1.0000001, 'out is a probability outside 0 to 1'],
  [{ kind: 'probability', range: [0, 0.5] }, 0.6, 'out is outside its range'],
  [{ range: [0, 20] }, 20.5, 'out is outside its range'],
  [{ kind: 'category', categories: ['low'] }, 0.5, 'out is none of its categories'],
])('%j: %d is refused, without the number', (more, raw, message) => {
  expect(() => judgeValue('m', output(more), raw)).toThrow(
    expect.objectContaining({ code: 'model-failed', message: `m: ${message}`, details: { outputs: ['out'] } }),
  );
});
