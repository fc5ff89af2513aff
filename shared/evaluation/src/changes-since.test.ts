import { expect, test } from '@jest/globals';
import type { AssessedRisk, Evaluation, Feature } from '@cardwright/cds-service';
import { changesSince } from './changes-since.ts';

const asOf = '2026-03-10T14:00:00Z';
const present = (value: number): Feature => ({ status: 'present', value, unit: '/min', references: [] });
const absent: Feature = { status: 'absent', reason: 'stale', references: [] };
const risk = (value: number | string, change: Partial<AssessedRisk> = {}): AssessedRisk => ({
  name: 'score',
  title: 'Score',
  value,
  unit: '{score}',
  model: 'm',
  ...change,
});

function evaluation(
  risks: readonly AssessedRisk[],
  features: Readonly<Record<string, Feature>>,
  change: Partial<Evaluation> = {},
): Evaluation {
  const inputs = Object.fromEntries(Object.keys(features).map((name) => [name, null]));
  delete inputs['age'];
  return {
    id: 'before',
    service: 's',
    version: 'v',
    engine: { cardwright: '0', onnxruntime: '0', node: '0' },
    trigger: 'notification',
    patient: 'p',
    asOf,
    outcome: 'assessed',
    reasons: [],
    missing: [],
    features: { asOf, features },
    predictions: [{ model: 'm', variant: 'm', sha256: '', inputs, outputs: {}, explanations: [] }],
    assessment: { risks, thresholds: [], notes: [], missing: [] },
    cards: [],
    ...change,
  };
}

test('numbers and the model’s inputs that differ', () => {
  const before = evaluation([risk(5)], { rate: present(20), pulse: present(90), late: absent, age: present(40) });
  const now = evaluation([risk(7)], { rate: present(25), pulse: present(90), late: present(1), age: present(41) });
  expect(changesSince(now, before)).toEqual({
    evaluation: 'before',
    asOf,
    risks: [{ name: 'score', title: 'Score', before: 5, now: 7, unit: '{score}' }],
    inputs: [
      { feature: 'rate', before: 20, now: 25, unit: '/min' },
      { feature: 'late', now: 1, unit: '/min' },
    ],
  });
});

const base = evaluation([risk(5)], { rate: present(20) });
test.each<readonly [string, Evaluation]>([
  ['the same number', evaluation([risk(5)], { rate: present(25) })],
  ['a bound beside a number', evaluation([risk(7, { atLeast: true })], { rate: present(25) })],
  ['another unit', evaluation([risk(7, { unit: '%' })], { rate: present(25) })],
  ['another output', evaluation([risk(7, { name: 'other' })], { rate: present(25) })],
  ['not assessed', { ...evaluation([risk(7)], {}), outcome: 'insufficient-data' }],
])('%s: nothing to say', (_name, now) => {
  expect(changesSince(now, base)).toBeUndefined();
  expect(changesSince(base, now)).toBeUndefined();
});
