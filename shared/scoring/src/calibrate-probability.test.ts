import { describe, expect, test } from '@jest/globals';
import type { Calibration } from '@cardwright/cds-service';
import { calibrateProbability } from './calibrate-probability.ts';

const logistic: Calibration = { kind: 'logistic', intercept: -0.5, slope: 0.8, source: 'test' };
const table = (interpolation: 'linear' | 'step'): Calibration => ({
  kind: 'isotonic',
  x: [0.1, 0.3, 0.3001, 0.8],
  y: [0.05, 0.2, 0.4, 0.9],
  interpolation,
  source: 'test',
});

describe('logistic', () => {
  test.each([0.001, 0.25, 0.5, 0.999])('intercept + slope × logit at %d', (p) => {
    const expected = 1 / (1 + Math.exp(0.5 - 0.8 * Math.log(p / (1 - p))));
    expect(calibrateProbability(logistic, p)).toBeCloseTo(expected, 14);
  });

  test('the graph’s own logit counts where there is one; 0 and 1 stay', () => {
    expect(calibrateProbability(logistic, 1, 40)).toBeCloseTo(1 / (1 + Math.exp(0.5 - 32)), 14);
    expect(calibrateProbability(logistic, 0)).toBe(0);
    expect(calibrateProbability(logistic, 1)).toBe(1);
  });
});

test.each([
  ['linear', 0, 0.05],
  ['linear', 0.1, 0.05],
  ['linear', 0.2, 0.125],
  ['linear', 0.3, 0.2],
  ['linear', 0.55005, 0.65],
  ['linear', 0.8, 0.9],
  ['linear', 1, 0.9],
  ['step', 0.05, 0.05],
  ['step', 0.2999, 0.05],
  ['step', 0.3, 0.2],
  ['step', 0.79, 0.4],
  ['step', 0.95, 0.9],
] as const)('isotonic, %s, at %d', (interpolation, p, expected) => {
  expect(calibrateProbability(table(interpolation), p)).toBeCloseTo(expected, 12);
});

test.each([NaN, -0.1, 1.2, Infinity])('what is no probability is not hidden: %d', (p) => {
  expect(calibrateProbability(logistic, p, 0)).toBe(p);
  expect(calibrateProbability(table('linear'), p)).toBe(p);
});
