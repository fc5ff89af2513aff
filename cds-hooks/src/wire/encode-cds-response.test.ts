import { expect, test } from '@jest/globals';
import type { Card, Evaluation } from '@cardwright/cds-service';
import { encodeCdsResponse } from './encode-cds-response.ts';

const card: Card = { uuid: 'u', summary: 'A card', indicator: 'info', source: { label: 'Tiny' } };
const evaluation: Evaluation = {
  id: 'e1',
  service: 'tiny',
  version: 'v1',
  engine: { cardwright: '0.1.0', onnxruntime: '1.30.0', node: '24.0.0' },
  trigger: 'patient-view',
  patient: 'p1',
  asOf: '2026-03-02T09:00:00Z',
  outcome: 'assessed',
  reasons: [],
  missing: [],
  features: { asOf: '2026-03-02T09:00:00Z', features: {} },
  predictions: [],
  cards: [card],
};
const about = { id: 'e1', service: 'tiny', version: 'v1' };
const extended = (value: object) => ({ 'org.cardwright.evaluation': { ...about, ...value } });
const insufficient: Evaluation = {
  ...evaluation,
  outcome: 'insufficient-data',
  reasons: ['Age is not known.'],
  missing: [{ feature: 'age', reason: 'stale', required: true }],
};
const said = extended({
  outcome: 'insufficient-data',
  reasons: insufficient.reasons,
  missing: [{ feature: 'age', reason: 'stale' }],
});

const tables: readonly (readonly [string, Evaluation, boolean, unknown])[] = [
  ['assessed', evaluation, false, { cards: [card], extension: extended({ outcome: 'assessed' }) }],
  [
    'nothing to say: cards is the one list that may be empty',
    { ...evaluation, cards: [], outcome: 'not-applicable' },
    false,
    { cards: [], extension: extended({ outcome: 'not-applicable' }) },
  ],
  ['missing data, with a card', insufficient, false, { cards: [card], extension: said }],
  [
    'a silent service shows no card and says the outcome all the same',
    insufficient,
    true,
    { cards: [], extension: said },
  ],
];

test.each(tables)('%s', (_name, given, silent, body) => {
  expect(encodeCdsResponse(given, silent)).toStrictEqual(body);
});

test('nothing of the patient leaves with the extension', () => {
  const text = JSON.stringify(encodeCdsResponse({ ...evaluation, patient: 'Canarywell' }, false));
  expect(text).not.toContain('Canarywell');
});
