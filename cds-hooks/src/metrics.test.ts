import type { Evaluation } from '@cardwright/cds-service';
import { expect, test } from '@jest/globals';
import { createMetrics } from './metrics.ts';

const evaluation: Evaluation = {
  id: 'e1',
  service: 'sepsis',
  version: 'v',
  engine: { cardwright: '0', onnxruntime: '0', node: '0' },
  trigger: 'patient-view',
  patient: 'p1',
  asOf: '2026-03-20T12:00:00Z',
  outcome: 'insufficient-data',
  reasons: [],
  missing: [],
  features: {
    asOf: '2026-03-20T12:00:00Z',
    features: {
      lactate: { status: 'absent', reason: 'unit-refused', references: ['Observation/secret'] },
      slope: { status: 'absent', reason: 'too-few-values', references: [] },
      age: { status: 'present', value: 56, unit: 'a', references: [] },
    },
  },
  predictions: [],
  cards: [],
};

test('absences are counted by service, feature and reason, and name no patient', async () => {
  const metrics = createMetrics({ processMetrics: false });
  metrics.countEvaluation(evaluation, 0.001);
  metrics.countEvaluation(evaluation, 0.001);
  const text = await metrics.registry.metrics();
  const lines = text.split('\n').filter((line) => line.startsWith('cardwright_feature_absent_total{'));
  expect(lines.toSorted()).toEqual([
    'cardwright_feature_absent_total{service="sepsis",feature="lactate",reason="unit-refused"} 2',
    'cardwright_feature_absent_total{service="sepsis",feature="slope",reason="too-few-values"} 2',
  ]);
  expect(text).not.toMatch(/p1|secret/);
});
