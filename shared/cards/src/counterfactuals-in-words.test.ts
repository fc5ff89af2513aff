import { expect, test } from '@jest/globals';
import type { Counterfactual } from '@cardwright/cds-service';
import { counterfactualsInWords } from './counterfactuals-in-words.ts';
import { predictionOf, wording } from './testing/risk-model.ts';

const lower: Counterfactual = {
  input: 'sbp',
  inputUnit: 'mm[Hg]',
  from: 150,
  to: 125,
  output: 'risk',
  unit: '1',
  value: 0.0921,
  wouldBe: 0.0714,
};
const say = (...counterfactuals: readonly Counterfactual[]) =>
  counterfactualsInWords(predictionOf({ counterfactuals }), wording);

test('what the number would be, beside what it is, and what that is not', () => {
  expect(say(lower)).toBe(
    [
      '- With systolic pressure 125 mmHg the 10-year risk would be 7.1% (now 9.2%).',
      '',
      'This is the same model with one input changed and all others as they are. It does not say that changing the input would change the outcome, and it is no recommendation.',
    ].join('\n'),
  );
});

test('it neither advises nor commands nor names causes', () => {
  expect(say(lower)).not.toMatch(/should|reduce|lower the|treat|because|due to|avoid|target/i);
});

test('yes and no, other units, inputs without words', () => {
  const quit = { ...lower, input: 'smoking', inputUnit: '{boolean}', from: true, to: false };
  expect(say(quit)).toContain('With smoking: none, the 10-year risk would be 7.1% (now 9.2%).');
  const dose = { ...lower, output: 'dose', unit: 'mg/d', value: 5, wouldBe: 4.126 };
  expect(say(dose)).toContain('the dose would be 4.13 mg/day (now 5 mg/day)');
  expect(say({ ...lower, input: 'x_1', inputUnit: 'mg' })).toContain('With x\\_1 125 mg the');
});

test('nothing where nothing would show', () => {
  expect(say()).toBe('');
  expect(counterfactualsInWords(predictionOf({}), wording)).toBe('');
  expect(say({ ...lower, wouldBe: 0.09211 })).toBe('');
});
