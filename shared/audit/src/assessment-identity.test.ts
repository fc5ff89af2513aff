import { expect, test } from '@jest/globals';
import type { Evaluation, Feature } from '@cardwright/cds-service';
import { assessmentIdentity } from './assessment-identity.ts';
import { currentIdentity } from './current-identity.ts';
import { hash, present, sampleEvaluation } from './testing/sample.ts';

const identity = (change: Partial<Evaluation> = {}, clockBound?: ReadonlySet<string>) =>
  assessmentIdentity(sampleEvaluation(change), hash, clockBound);
const { features } = sampleEvaluation().features;
const withFeatures = (next: Readonly<Record<string, Feature>>, clockBound?: ReadonlySet<string>) =>
  identity({ features: { asOf: '2025-01-01T00:00:00Z', features: next } }, clockBound);
const withScore = (value: number) => {
  const assessment = sampleEvaluation().assessment;
  if (assessment === undefined) throw new Error('the sample is assessed');
  const risks = assessment.risks.map((risk) => (risk.name === 'death' ? { ...risk, value } : risk));
  return identity({ assessment: { ...assessment, risks } });
};

test('the same inputs and results: the same at another time, in another run and in another order', () => {
  expect(identity({ id: 'e2', asOf: '2024-03-01T00:00:00Z' })).toBe(identity());
  expect(withFeatures(Object.fromEntries(Object.entries(features).toReversed()))).toBe(identity());
  expect(withFeatures({ ...features, rate: present(26, '/min', 'Patient/p1', 'Observation/rate') })).toBe(identity());
});

test('anything else gives another', () => {
  const others = [
    identity(),
    identity({ patient: 'p2' }),
    identity({ version: 'a1b2c4' }),
    identity({ service: 'other' }),
    withFeatures({ ...features, sbp: present(89, 'mm[Hg]', 'Observation/bp') }),
    withFeatures({ ...features, sbp: present(88, 'mm[Hg]', 'Observation/bp2') }),
    withFeatures({ ...features, temperature: { status: 'absent', reason: 'none-recorded', references: [] } }),
    withScore(0.1),
  ];
  expect(new Set(others).size).toBe(others.length);
  expect(identity()).toMatch(/^news2-[0-9a-f]{64}$/);
  expect(identity()).not.toContain('p1');
});

test('what moves with the clock alone is no other input; the third digit of a result is another result', () => {
  const clockBound = new Set(['stay']);
  const stay = (days: number) => ({ ...features, stay: present(days, 'd', 'Encounter/1') });
  expect(withFeatures(stay(1.5), clockBound)).toBe(withFeatures(stay(1.6), clockBound));
  expect(withFeatures(stay(1.5))).not.toBe(withFeatures(stay(1.6)));
  expect(withScore(0.09251)).toBe(withScore(0.0925));
  expect(withScore(0.0935)).not.toBe(withScore(0.0925));
});

test('whose it is stays, whatever the inputs; it tells nothing of the patient', () => {
  const of = { source: 'ward', service: 'news2', patient: 'p1' };
  const others = [of, { ...of, source: 'icu' }, { ...of, service: 'aki' }, { ...of, patient: 'p2' }];
  expect(new Set(others.map((one) => currentIdentity(one, hash))).size).toBe(4);
  expect(currentIdentity(of, hash)).toMatch(/^news2-[0-9a-f]{64}$/);
});
