import { describe, expect, test } from '@jest/globals';
import type { Prediction } from '@cardwright/cds-service';
import { checkCard } from '@cardwright/cards';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import { context } from './test-support/context.fixture.ts';
import { manifests } from './test-support/manifests.fixture.ts';
import { predictionsFor } from './test-support/predictions.fixture.ts';
import { absent, vectorOf } from './test-support/vector.fixture.ts';

const explanation: Prediction['explanations'][number] = {
  output: 'total_cvd',
  scale: 'logit',
  base: -3.307728,
  link: -1.758,
  contributions: [
    { input: 'dm', reference: false, value: true, contribution: 0.9 },
    { input: 'sbp', reference: 130, value: 160, contribution: 0.6 },
    { input: 'age', reference: 55, value: 50, contribution: -0.3 },
  ],
  method: 'exact-antithetic-pair',
};

function cardFor(changes: Parameters<typeof vectorOf>[0]) {
  const vector = vectorOf(changes);
  const predictions = predictionsFor(vector).map((prediction, index) =>
    index === 0 ? { ...prediction, explanations: [explanation] } : prediction,
  );
  const assessment = assess({ vector, context }, predictions);
  const [card, ...more] = cards({ vector, context, assessment, predictions, models: manifests, version: 'v1' });
  if (card === undefined || more.length > 0) throw new Error('one card is expected');
  expect(checkCard(card)).toEqual([]);
  return card;
}

describe('cards', () => {
  test('the worked example of the paper: 14.7% on the card', () => {
    const card = cardFor({});
    expect(card.summary).toBe('10-year cardiovascular risk 14.7% (PREVENT): ASCVD 9.2%, heart failure 8.1%; age 50');
    expect(card.indicator).toBe('info');
    expect(card.source).toEqual({
      label: 'AHA PREVENT equations (Khan SS et al., Circulation 2024;149:430-449)',
      url: 'https://doi.org/10.1161/CIRCULATIONAHA.123.067626',
    });
    expect(card.suggestions).toBeUndefined();
  });

  test.each([
    '| Total cardiovascular disease | 14.7% | 53.0% |',
    '| Risk of | 10 years | 30 years |',
    '**Diabetes: yes** (reference no): raises the estimate',
    'Reference patient (risk 3.5%)',
    '| Systolic blood pressure | 160 mmHg |',
    '| HbA1c | — |',
    'Not used, because not on file or not usable: HbA1c, Urine albumin-creatinine ratio',
    'aha-prevent-2023@base-10yr, aha-prevent-2023@base-30yr; service version v1',
    'trademark of the American Heart Association',
  ])('the detail says: %s', (text) => {
    expect(cardFor({}).detail).toContain(text);
  });

  test('BMI 40.1: heart failure is withheld and said, the rest stands', () => {
    const card = cardFor({ bmi: 40.1 });
    expect(card.summary).toBe(
      '10-year cardiovascular risk 14.7% (PREVENT): ASCVD 9.2%, heart failure not estimated; age 50',
    );
    expect(card.detail).toContain('| Heart failure | not estimated | not estimated |');
    expect(card.detail).toContain('Body mass index 40.1 kg/m² is above the model’s range 18.5–39.9 kg/m²');
  });

  test('BMI missing: heart failure is withheld with that reason', () => {
    expect(cardFor({ bmi: absent('stale') }).detail).toContain('body mass index: too old to use');
  });

  test('a dropped predictor is named with its value and range', () => {
    expect(cardFor({ hba1c: 4.4 }).detail).toContain('HbA1c 4.4% is below the model’s range 4.5–15% and was not used');
  });

  test('with HbA1c the 30-year risk is that of the base model, and the card says so', () => {
    const { detail = '' } = cardFor({ hba1c: 7.5 });
    expect(detail).toContain('The 30-year risks come from the base model');
    expect(detail).toContain('hba1c-10yr');
    expect(detail).toContain('base-30yr');
  });

  test('from 60 on there is no 30-year column', () => {
    const { detail = '' } = cardFor({ age: 60 });
    expect(detail).toContain('| Risk of | 10 years |\n');
    expect(detail).toContain('30-year risk is estimated for ages 30 to 59 only, not at age 60');
  });

  test('stage 1 at 7.5% or more is a warning that quotes the guideline and gives no order', () => {
    const card = cardFor({ sbp: 135, dbp: 85, bp_tx: false });
    expect(card.indicator).toBe('warning');
    expect(card.detail).toContain('The guideline recommends starting antihypertensive medication');
    expect(card.detail).toContain('2025 AHA/ACC High Blood Pressure Guideline');
    expect(card.suggestions).toBeUndefined();
  });

  test('no category and no statin advice: the lipid thresholds are not verified', () => {
    const { summary, detail = '' } = cardFor({});
    expect(`${summary} ${detail}`).not.toMatch(/borderline|intermediate|high-intensity|low risk|high risk/i);
  });

  test('the longest summary keeps the limit', () => {
    expect(cardFor({ bmi: 41, age: 79 }).summary.length).toBeLessThan(140);
  });
});
