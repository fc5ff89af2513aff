import { expect, test } from '@jest/globals';
import type { Feature } from '@cardwright/cds-service';
import { FeatureTally } from './feature-tally.ts';

const present = (value: number | boolean | string, more: object = {}): Feature => ({
  status: 'present',
  value,
  unit: '1',
  references: [],
  ...more,
});

test('numbers, reasons and marks are counted apart', () => {
  const tally = new FeatureTally();
  for (const value of [1, 2, 2]) tally.add(present(value));
  tally.add(present(3, { unusual: true }));
  tally.add({ status: 'absent', reason: 'stale', references: [] });
  tally.add({ status: 'absent', reason: 'none-recorded', references: [] });
  tally.add({ status: 'absent', reason: 'stale', references: [] });
  expect(tally.read()).toEqual({
    present: 4,
    assumed: 0,
    unusual: 1,
    absent: { 'none-recorded': 1, stale: 2 },
    histogram: { edges: [2, 3], counts: [1, 2, 1] },
  });
});

test('an assumed no is a value and is told apart', () => {
  const tally = new FeatureTally();
  tally.add(present(false, { assumed: true }));
  tally.add(present(true));
  expect(tally.read()).toEqual({ present: 2, assumed: 1, unusual: 0, absent: {}, values: { false: 1, true: 1 } });
});

test('an open list of values stays bounded', () => {
  const tally = new FeatureTally();
  for (let index = 0; index < 500; index += 1) tally.add(present(`value-${index}`));
  const { values = {} } = tally.read();
  expect(Object.keys(values)).toHaveLength(101);
  expect(values['(other)']).toBe(400);
});
