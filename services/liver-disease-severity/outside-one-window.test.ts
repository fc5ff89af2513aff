import { expect, test } from '@jest/globals';
import type { Feature } from '@cardwright/cds-service';
import { outsideOneWindow } from './outside-one-window.ts';

const at = (effective?: string): Feature => ({
  status: 'present',
  value: 1,
  unit: 'mg/dL',
  references: ['Observation/o1'],
  ...(effective !== undefined && { effective }),
});
const absent: Feature = { status: 'absent', reason: 'none-recorded', references: [] };
const names = ['creatinine', 'bilirubin', 'inr'];

test.each([
  ['all of one day', [at('2026-03-01T08:00:00Z'), at('2026-03-01T09:00:00Z'), at('2026-03-01')], []],
  ['seven days apart', [at('2026-03-08T08:00:00Z'), at('2026-03-01T08:00:00Z'), at('2026-03-08T08:00:00Z')], []],
  ['a minute more', [at('2026-03-08T08:01:00Z'), at('2026-03-01T08:00:00Z'), at('2026-03-08')], ['bilirubin']],
  ['an offset is an instant', [at('2026-03-08T10:00:00+02:00'), at('2026-03-01T08:00:00Z'), at('2026-03-08')], []],
  ['undated', [at('2026-03-08'), at(), at('2026-03-08')], ['bilirubin']],
  ['what is absent is not judged', [at('2026-03-08'), absent, at('2026-03-08')], []],
])('%s', (_words, [creatinine, bilirubin, inr], expected) => {
  if (!creatinine || !bilirubin || !inr) throw new Error('three results');
  const vector = { asOf: '2026-03-09T00:00:00Z', features: { creatinine, bilirubin, inr } };
  expect(outsideOneWindow(vector, names, 7)).toEqual(expected);
});
