import type { AbsenceReason, Feature, FeatureValue, FeatureVector } from '@cardwright/cds-service';

export const asOf = '2026-03-02T09:00:00Z';
const measured = '2026-03-01T08:00:00Z';
const units: Readonly<Record<string, string>> = {
  age: 'a',
  sbp: 'mm[Hg]',
  dbp: 'mm[Hg]',
  total_c: 'mg/dL',
  hdl_c: 'mg/dL',
  egfr: 'mL/min/{1.73_m2}',
  bmi: 'kg/m2',
  hba1c: '%',
  uacr: 'mg/g',
};

/** The worked example of supplement Table S25: 14.7 % over 10 years. */
export const workedExample = {
  deceased: false,
  prior_cvd: false,
  age: 50,
  sex: 'female',
  sbp: 160,
  dbp: 85,
  bp_tx: true,
  total_c: 200,
  hdl_c: 45,
  statin: false,
  dm: true,
  smoking: false,
  egfr: 90,
  bmi: 35,
  hba1c: absent('none-recorded'),
  uacr: absent('none-recorded'),
} as const satisfies Readonly<Record<string, FeatureValue | Feature>>;

export function absent(reason: AbsenceReason): Feature {
  return { status: 'absent', reason, references: [] };
}

/** The worked example with some features changed. */
export function vectorOf(changes: Readonly<Record<string, FeatureValue | Feature>> = {}): FeatureVector {
  const features = Object.entries({ ...workedExample, ...changes }).map(([name, value]): [string, Feature] => [
    name,
    typeof value === 'object' ? value : present(name, value),
  ]);
  return { asOf, features: Object.fromEntries(features) };
}

function present(name: string, value: FeatureValue): Feature {
  const unit = units[name] ?? (typeof value === 'boolean' ? '{boolean}' : '{category}');
  const isMeasured = name in units && name !== 'age';
  return { status: 'present', value, unit, references: [], ...(isMeasured ? { effective: measured } : {}) };
}
