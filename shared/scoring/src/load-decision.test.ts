import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import type { Decide, GoldenVector, ModelManifest } from '@cardwright/cds-service';
import { loadDecision, type DecisionFiles } from './load-decision.ts';

const factors: Readonly<Record<string, number>> = { morphine: 1, oxycodone: 1.5 };
const table = Buffer.from(JSON.stringify(factors));
const manifest: ModelManifest = {
  id: 'tiny@mme',
  variant: 'mme',
  title: 'Tiny sum over a list',
  reference: 'tiny',
  citation: 'Nobody',
  sha256: createHash('sha256').update(table).digest('hex'),
  evidence: 'cross-checked',
  use: 'card',
  inputs: [{ name: 'set', unit: '{category}', kind: 'category', categories: ['a', 'b'], presence: 'optional' }],
  items: [
    {
      name: 'items',
      title: 'Prescriptions',
      required: true,
      columns: [
        { name: 'opioid', unit: '{category}', kind: 'category', presence: 'required' },
        { name: 'dose_mg', unit: 'mg', kind: 'number', range: [0, 1000], presence: 'required' },
      ],
    },
    { name: 'lookup', title: 'Phenotypes', required: false, columns: [], open: true },
  ],
  table: { asOf: '2022', source: 'Nobody' },
  outputs: [
    { name: 'mme', unit: 'mg/d', kind: 'quantity', inputs: [], column: 0 },
    { name: 'band', unit: '{category}', kind: 'category', categories: ['low', 'high'], inputs: [], column: 1 },
  ],
  provenance: 'by hand',
};
const decide: Decide = (_inputs, { items = [] }) => {
  const mme = items.reduce((sum, { opioid, dose_mg }) => sum + Number(dose_mg) * (factors[String(opioid)] ?? NaN), 0);
  return { mme, band: mme >= 50 ? 'high' : 'low' };
};
const golden: readonly GoldenVector[] = [
  {
    id: 'v1',
    inputs: {},
    items: { items: [{ opioid: 'oxycodone', dose_mg: 40 }] },
    expected: { mme: 60, band: 'high' },
    tolerance: 1e-9,
    source: 'by hand',
  },
];
const files: DecisionFiles = { manifest, table, golden, decide };
const coded = (code: string) => expect.objectContaining({ code });

describe('a table decision', () => {
  test('answers like a model, and keeps the lists it used', async () => {
    const items = { items: [{ opioid: 'morphine', dose_mg: 20 }] };
    const [prediction] = await loadDecision(files).predict([{ inputs: {}, items }]);
    expect(prediction).toEqual({
      model: 'tiny@mme',
      variant: 'mme',
      sha256: manifest.sha256,
      inputs: { set: null },
      items,
      outputs: { mme: { value: 20, unit: 'mg/d' }, band: { value: 'low', unit: '{category}' } },
      explanations: [],
    });
  });

  test('gives only the outputs that are wanted', async () => {
    const [prediction] = await loadDecision(files).predict([{ inputs: {}, items: { items: [] }, outputs: ['band'] }]);
    expect(Object.keys(prediction?.outputs ?? {})).toEqual(['band']);
  });

  test.each<[string, Partial<DecisionFiles>, string]>([
    ['another table', { table: Buffer.from('{}') }, 'model-invalid'],
    ['no vectors', { golden: [] }, 'model-invalid'],
    [
      'a vector that is off',
      { golden: golden.map((v) => ({ ...v, expected: { mme: 60.1 } })) },
      'model-golden-mismatch',
    ],
    ['another category', { golden: golden.map((v) => ({ ...v, expected: { band: 'low' } })) }, 'model-golden-mismatch'],
    ['an output not given', { golden: golden.map((v) => ({ ...v, expected: { other: 1 } })) }, 'model-golden-mismatch'],
    ['a function that throws', { decide: () => ({ mme: NaN, band: 'low' }) }, 'model-golden-mismatch'],
  ])('is not loaded with %s', (_name, part, code) => {
    expect(() => loadDecision({ ...files, ...part })).toThrow(coded(code));
  });

  test.each<[string, object, string]>([
    ['an unknown input', { inputs: { other: 1 }, items: { items: [] } }, 'bad-input'],
    ['an unknown category', { inputs: { set: 'c' }, items: { items: [] } }, 'bad-input'],
    ['an unknown list', { inputs: {}, items: { items: [], pills: [] } }, 'bad-input'],
    ['a list that is needed and absent', { inputs: {} }, 'missing-input'],
    ['a column that is needed and absent', { inputs: {}, items: { items: [{ opioid: 'morphine' }] } }, 'missing-input'],
    ['a column out of range', { inputs: {}, items: { items: [{ opioid: 'morphine', dose_mg: -1 }] } }, 'out-of-range'],
    ['a number in an open row', { inputs: {}, items: { items: [], lookup: [{ CYP2C19: 2 }] } }, 'bad-input'],
    [
      'an output that the manifest does not promise',
      { inputs: {}, items: { items: [{ opioid: 'tea', dose_mg: 1 }] } },
      'model-failed',
    ],
  ])('refuses %s', async (_name, request, code) => {
    const asked = { inputs: {}, ...request };
    await expect(loadDecision(files).predict([asked])).rejects.toThrow(coded(code));
  });
});
