import type { Evaluation } from '@cardwright/cds-service';

/** An evaluation as the pipeline makes it, small. */
export function sampleEvaluation(id: string, change: Partial<Evaluation> = {}): Evaluation {
  return {
    id,
    service: 'cvd-risk-prevent',
    version: 'a1b2',
    engine: { cardwright: '0.1.0', onnxruntime: '1.30.0', node: '24' },
    trigger: 'patient-view',
    patient: 'p1',
    asOf: '2024-03-01T08:00:00Z',
    outcome: 'assessed',
    reasons: [],
    missing: [],
    features: {
      asOf: '2024-03-01T08:00:00Z',
      features: { age: { status: 'absent', reason: 'stale', references: [] } },
    },
    predictions: [],
    cards: [],
    ...change,
  };
}
