import { expect, test } from '@jest/globals';
import type { Card, Evaluation, MetThreshold } from '@cardwright/cds-service';
import { isNews } from './is-news.ts';

const card = (indicator: Card['indicator']): Card => ({ summary: 'A card', indicator, source: { label: 'Tiny' } });
const evaluation = (change: Partial<Evaluation> = {}, ...thresholds: readonly string[]): Evaluation => ({
  id: 'e',
  service: 'tiny',
  version: 'v1',
  engine: { cardwright: '0', onnxruntime: '0', node: '0' },
  trigger: 'patient-view',
  patient: 'p1',
  asOf: '2026-03-02T09:00:00.000Z',
  outcome: 'assessed',
  reasons: [],
  missing: [],
  features: { asOf: '2026-03-02T09:00:00.000Z', features: {} },
  predictions: [],
  cards: [card('info')],
  assessment: {
    risks: [],
    thresholds: thresholds.map((id): MetThreshold => ({ id, when: id, source: 'us' })),
    notes: [],
    missing: [],
  },
  ...change,
});
const lacking = (...features: readonly string[]) =>
  evaluation({
    outcome: 'insufficient-data',
    missing: features.map((feature) => ({ feature, reason: 'stale', required: true })),
  });

test.each<[string, Evaluation, Evaluation, boolean]>([
  ['the same again', evaluation({}, 'a'), evaluation({}, 'a'), false],
  ['a threshold less', evaluation({}), evaluation({}, 'a'), false],
  ['a threshold more', evaluation({}, 'a', 'b'), evaluation({}, 'a'), true],
  ['a more urgent card', evaluation({ cards: [card('info'), card('warning')] }), evaluation(), true],
  ['a less urgent card', evaluation(), evaluation({ cards: [card('critical')] }), false],
  ['an assessment where something was missing', evaluation(), lacking('uacr'), true],
  ['something missing where there was an assessment', lacking('uacr'), evaluation(), true],
  ['another input missing', lacking('uacr', 'egfr'), lacking('uacr'), true],
  ['one input fewer missing', lacking('uacr'), lacking('uacr', 'egfr'), false],
])('%s', (_name, now, before, expected) => {
  expect(isNews(now, before)).toBe(expected);
});
