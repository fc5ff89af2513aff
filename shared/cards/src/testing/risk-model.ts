import type { ModelManifest, Prediction } from '@cardwright/cds-service';

/** Test support: a manifest with inputs that may be absent, and a probability and a dose as outputs. */
export const model: ModelManifest = {
  id: 'test@variant',
  variant: 'variant',
  title: 'Test',
  reference: 'test',
  citation: 'none',
  sha256: '',
  evidence: 'cross-checked',
  use: 'card',
  inputs: [
    { name: 'sbp', unit: 'mm[Hg]', kind: 'number', presence: 'required' },
    { name: 'smoking', unit: '{boolean}', kind: 'boolean', presence: 'required' },
    {
      name: 'creatinine',
      unit: 'mg/dL',
      kind: 'number',
      presence: 'optional',
      imputation: { value: 0.9, statistic: 'median', source: 'the 4,000 patients it was trained on', by: 'engine' },
      whenMissing: { range: [0.5, 1.5], source: 'test' },
    },
    {
      name: 'ward',
      unit: '{category}',
      kind: 'category',
      categories: ['A', 'B'],
      presence: 'optional',
      whenMissing: { values: ['A', 'B'], source: 'test' },
    },
  ],
  outputs: [
    { name: 'risk', unit: '1', kind: 'probability', inputs: ['sbp'], column: 0 },
    { name: 'dose', unit: 'mg/d', kind: 'quantity', inputs: ['sbp'], column: 1 },
  ],
  provenance: 'test',
};

/** Test support: what the model said of a patient without creatinine and ward. */
export const predictionOf = (more: Partial<Prediction>): Prediction => ({
  model: model.id,
  variant: model.variant,
  sha256: '',
  inputs: { sbp: 150, smoking: true, creatinine: null, ward: null },
  outputs: {},
  explanations: [],
  ...more,
});

/** Test support: names and print formats of its inputs and outputs. */
export const wording = {
  model,
  inputs: {
    sbp: { label: 'Systolic pressure', unit: 'mm[Hg]' },
    smoking: { label: 'Smoking', unit: '{boolean}', words: { true: 'current', false: 'none' } },
    creatinine: { label: 'Creatinine', unit: 'mg/dL', decimals: 1 },
  },
  outputs: { risk: 'the 10-year risk', dose: 'the dose' },
};
