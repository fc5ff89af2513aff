import type { AbsenceReason, Feature, FeatureVector, Prediction, PresentFeature } from '@cardwright/cds-service';
import { ownExpectation, type Observed } from './own-points.ts';
import type { Variant } from './signature.ts';

/** The instant of all fixtures, and the time of the observations on them. */
export const asOf = '2026-03-10T14:00:00Z';
export const charted = '2026-03-10T13:40:00Z';

/** A present feature charted 20 minutes before `asOf`. */
export const present = (value: PresentFeature['value'], more: Partial<PresentFeature> = {}): PresentFeature => ({
  status: 'present',
  value,
  unit: '1',
  effective: charted,
  references: ['Observation/1'],
  ...more,
});

export const absent = (reason: AbsenceReason = 'none-recorded'): Feature => ({
  status: 'absent',
  reason,
  references: [],
});

/** An adult in an acute encounter whose every parameter scores 0; `changes` replaces features. */
export function vectorOf(changes: Readonly<Record<string, Feature>> = {}): FeatureVector {
  return {
    asOf,
    features: {
      age: present(75),
      deceased: present(false),
      encounter_class: present('IMP'),
      pregnant_condition: present(false),
      pregnant_status: absent(),
      resp_rate: present(16),
      spo2: present(97),
      scale2: present(false, { assumed: true }),
      on_oxygen: absent(),
      on_oxygen_by_concentration: absent(),
      on_oxygen_as_charted: present(false),
      sbp: present(120),
      heart_rate: present(70),
      consciousness: present('A'),
      temperature: present(37),
      ...changes,
    },
  };
}

/** What the model answers to a chart, computed by the second table of own-points.ts. */
export function predictionOf(chart: Observed, variant: Variant = 'news2'): Prediction {
  const outputs = Object.entries(ownExpectation(chart)).map(([name, value]) => [name, { value, unit: '{score}' }]);
  return {
    model: `news2@${variant}`,
    variant,
    sha256: '0'.repeat(64),
    inputs: chart,
    outputs: Object.fromEntries(outputs),
    explanations: [],
  };
}
