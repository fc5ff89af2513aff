import { describe, expect, test } from '@jest/globals';
import { preventRisk } from './prevent-risk.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';
import { referencePatient } from './reference-patient.ts';
import { readCoefficients } from './read-coefficients.ts';
import { horizons, models, optionalInputsOf, outcomes } from './variants.ts';

const vectors = readReferenceVectors().filter(({ model }) => model !== 'validation');

describe('preventRisk', () => {
  test('there are 149 reference vectors to meet', () => {
    expect(vectors).toHaveLength(149);
  });

  test.each(vectors)('$id ($model, $horizon)', ({ model, horizon, inputs, expected, tolerance }) => {
    const equation = models.find((name) => name === model) ?? 'base';
    const risks: Readonly<Record<string, number>> = preventRisk(equation, horizon === '30yr' ? '30yr' : '10yr', inputs);
    for (const [name, value] of Object.entries(expected)) {
      expect(Math.abs((risks[name] ?? NaN) - Number(value))).toBeLessThanOrEqual(tolerance);
    }
  });

  test.each(models)('the reference patient of %s is the point where only the intercept is left', (model) => {
    for (const sex of ['female', 'male'] as const) {
      const inputs = { ...referencePatient(model).inputs, sex };
      for (const horizon of horizons) {
        const risks = preventRisk(model, horizon, inputs);
        for (const name of outcomes) {
          const intercept = readCoefficients(model, horizon, sex)[name]['constant'] ?? NaN;
          expect(risks[name]).toBeCloseTo(1 / (1 + Math.exp(-intercept)), 12);
        }
      }
    }
  });

  test('no default: without sex or systolic pressure there is no risk', () => {
    const inputs = referencePatient('base').inputs;
    expect(() => preventRisk('base', '10yr', { ...inputs, sex: null })).toThrow('sex');
    expect(() => preventRisk('base', '10yr', { ...inputs, sbp: null })).toThrow('sbp');
  });

  test('without BMI only heart failure has no number', () => {
    const risks = preventRisk('base', '10yr', { ...referencePatient('base').inputs, bmi: null });
    expect(risks.heart_failure).toBeNaN();
    expect(Number.isFinite(risks.total_cvd + risks.ascvd + risks.chd + risks.stroke)).toBe(true);
  });

  test('the models take the optional predictors of the paper', () => {
    expect(optionalInputsOf).toEqual({
      base: [],
      hba1c: ['hba1c'],
      uacr: ['uacr'],
      sdi: ['sdi'],
      full: ['hba1c', 'uacr', 'sdi'],
    });
  });
});
