import { describe, expect, test } from '@jest/globals';
import type { ActionableInput, ModelManifest, SignatureInput } from '@cardwright/cds-service';
import { GraphBuilder } from '@cardwright/model-builder';
import type { Node } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

const names = ['sbp', 'smoking', 'wbc', 'wbc_missing', 'ward'];
const inputs: readonly SignatureInput[] = [
  numberInput('sbp', { unit: 'mm[Hg]', range: [60, 220] }),
  numberInput('smoking', { kind: 'boolean' }),
  numberInput('wbc', { presence: 'optional', range: [0, 50], whenMissing: { range: [4, 12], source: 'test' } }),
  numberInput('wbc_missing', { kind: 'boolean', missingIndicatorOf: 'wbc' }),
  numberInput('ward', {
    kind: 'category',
    categories: ['a', 'b', 'c'],
    presence: 'optional',
    whenMissing: { values: ['a', 'c'], source: 'test' },
  }),
];
const lower: ActionableInput = {
  input: 'sbp',
  outputs: ['out'],
  direction: 'lower',
  range: [110, 180],
  targets: [125, 140],
  source: 'test',
};
const patient = { sbp: 160, smoking: true, wbc: 8, wbc_missing: false, ward: 'a' };

type Formula = (g: GraphBuilder, x: Readonly<Record<string, Node>>) => Node;
const additive: Formula = (g, { sbp = g.constant(0), smoking = 0, wbc = 0, wbc_missing = 0, ward = 0 }) =>
  g.add(
    g.mul(sbp, 0.5),
    g.mul(smoking, 7),
    g.whenMissing(wbc, 0, wbc),
    g.mul(wbc_missing, 100),
    g.whenMissing(ward, 0, g.mul(ward, 10)),
  );

const load = (more: Partial<ModelManifest> = {}, formula: Formula = additive) => {
  const g = new GraphBuilder({ name: 'test', columns: names });
  const node = formula(g, Object.fromEntries(names.map((name) => [name, g.column(name)])));
  g.outputs([node]);
  g.links([node]);
  const manifest = { inputs, outputs: [scoreOutput('out', names)], ...more };
  return loadModel(filesOf(g, manifest, [{ inputs: patient }]));
};
const predict = async (
  model: Awaited<ReturnType<typeof load>>,
  change: Partial<Record<keyof typeof patient, number | boolean | string | null>> = {},
  more = {},
) => {
  const request = { inputs: { ...patient, ...change }, counterfactuals: ['out'], ...more };
  const [prediction] = await model.predict([request]);
  await model.release();
  if (prediction === undefined) throw new Error('no prediction');
  return prediction;
};

describe('counterfactuals', () => {
  test('each target in the declared direction: what is, what would be, and units', async () => {
    const { outputs, counterfactuals } = await predict(await load({ actionable: [lower] }));
    const about = { input: 'sbp', inputUnit: 'mm[Hg]', from: 160, output: 'out', unit: '{score}', value: 95 };
    expect(outputs['out']?.value).toBe(95);
    expect(counterfactuals).toEqual([
      { ...about, to: 125, wouldBe: 77.5 },
      { ...about, to: 140, wouldBe: 85 },
    ]);
  });

  test('only targets that lie on the way; none at the end of the way', async () => {
    const model = () => load({ actionable: [lower] });
    expect((await predict(await model(), { sbp: 130 })).counterfactuals?.map(({ to }) => to)).toEqual([125]);
    expect(await predict(await model(), { sbp: 125 })).not.toHaveProperty('counterfactuals');
    expect(await predict(await model(), { sbp: 100 })).not.toHaveProperty('counterfactuals');
    expect((await predict(await model(), { sbp: 210 })).counterfactuals).toHaveLength(2);
  });

  test('without targets the end of the plausible range; the other direction', async () => {
    const { targets: _, ...open } = { ...lower, direction: 'higher' } as const;
    const { counterfactuals } = await predict(await load({ actionable: [open] }));
    expect(counterfactuals?.map(({ to, wouldBe }) => [to, wouldBe])).toEqual([[180, 105]]);
  });

  test('nothing is told of an output that turns on the way, though the target lies before the turn', async () => {
    const turning: Formula = (g, x) => g.add(additive(g, x), g.mul(40, g.toNumber(g.less(x['sbp'] ?? 0, 115))));
    expect(await predict(await load({ actionable: [lower] }, turning))).not.toHaveProperty('counterfactuals');
  });

  test('yes, no and categories have targets; the patient’s own value is none', async () => {
    const quit: ActionableInput = { input: 'smoking', outputs: ['out'], targets: [false], source: 'test' };
    const { counterfactuals } = await predict(await load({ actionable: [quit] }));
    expect(counterfactuals).toMatchObject([{ from: true, to: false, value: 95, wouldBe: 88 }]);
    const never = await predict(await load({ actionable: [quit] }), { smoking: false });
    expect(never).not.toHaveProperty('counterfactuals');
  });

  test('only for outputs that are asked for', async () => {
    const model = await load({ actionable: [lower] });
    expect(await predict(model, {}, { counterfactuals: [] })).not.toHaveProperty('counterfactuals');
    const unknown = predict(await load({ actionable: [lower] }), {}, { counterfactuals: ['dose'] });
    await expect(unknown).rejects.toThrow(expect.objectContaining({ code: 'bad-input' }));
  });

  const { targets: _, ...noTargets } = lower;
  const { range: _range, ...noRange } = lower;
  test.each<[string, ActionableInput[], Partial<ModelManifest>]>([
    ['an input that is not there', [{ ...lower, input: 'x' }], {}],
    ['an output that is not there', [{ ...lower, outputs: ['x'] }], {}],
    ['an output that does not depend on it', [lower], { outputs: [scoreOutput('out', ['wbc'])] }],
    ['a number without a range', [noRange], {}],
    ['a range outside the input’s own', [{ ...noTargets, range: [50, 180] }], {}],
    ['a target outside the range', [{ ...lower, targets: [100] }], {}],
    ['a target of another kind', [{ ...lower, targets: [true] }], {}],
    ['a boolean without targets', [{ input: 'smoking', outputs: ['out'], source: '' }], {}],
    ['one column of a player', [{ ...noTargets, input: 'wbc', range: [4, 12] }], {}],
    ['the same input twice', [lower, lower], {}],
  ])('refused: %s', async (_name, actionable, more) => {
    await expect(load({ ...more, actionable })).rejects.toThrow(
      expect.objectContaining({ code: 'model-invalid', message: expect.stringContaining('actionable "') }),
    );
  });
});

describe('ranges', () => {
  test('an absent number over its plausible range, its missing indicator off; the prediction lies within', async () => {
    const { ranges, outputs } = await predict(await load(), { wbc: null, wbc_missing: true });
    // Measured: 87 + 4 … 87 + 12. As predicted, with the indicator on: 187.
    expect(outputs['out']?.value).toBe(187);
    expect(ranges).toEqual([{ output: 'out', unit: '{score}', inputs: ['wbc'], low: 91, high: 187 }]);
  });

  test('an absent category over the listed values only', async () => {
    const { ranges } = await predict(await load(), { ward: null });
    expect(ranges).toEqual([{ output: 'out', unit: '{score}', inputs: ['ward'], low: 95, high: 115 }]);
  });

  test('several: each alone, then all together', async () => {
    const { ranges } = await predict(await load(), { ward: null, wbc: null });
    expect(ranges?.map((range) => [range.inputs.join(), range.low, range.high])).toEqual([
      ['wbc', 87, 99],
      ['ward', 87, 107],
      ['wbc,ward', 87, 119],
    ]);
  });

  test('a minimum between the ends is found to the width of the grid', async () => {
    const bowl: Formula = (g, x) => {
      const away = g.sub(x['wbc'] ?? 0, 7);
      return g.add(g.mul(x['sbp'] ?? 0, 0), g.whenMissing(x['wbc'] ?? 0, 10, g.mul(away, away)));
    };
    const { ranges } = await predict(await load({}, bowl), { wbc: null });
    expect(ranges).toEqual([{ output: 'out', unit: '{score}', inputs: ['wbc'], low: 0, high: 25 }]);
  });

  test('none where nothing is absent, or an asked output does not depend on it', async () => {
    expect(await predict(await load())).not.toHaveProperty('ranges');
    const outputs = [scoreOutput('out', ['sbp'])];
    expect(await predict(await load({ outputs }), { wbc: null })).not.toHaveProperty('ranges');
  });

  test('more absences than the grid holds are told one by one', async () => {
    const many = Array.from({ length: 11 }, (_, i) => `x${i}`);
    const g = new GraphBuilder({ name: 'test', columns: many });
    g.outputs([g.add(0, ...many.map((name) => g.whenMissing(g.column(name), 0, g.column(name))))]);
    const optional = (name: string) =>
      numberInput(name, { presence: 'optional', whenMissing: { range: [0, 1], source: 'test' } });
    const { link: _, ...out } = scoreOutput('out', many);
    const model = await loadModel(filesOf(g, { inputs: many.map(optional), outputs: [out] }));
    const [all, ten] = await model.predict([{ inputs: {} }, { inputs: { x0: 1 } }]);
    expect(all?.ranges).toHaveLength(11);
    expect(ten?.ranges?.at(-1)).toMatchObject({ low: 1, high: 11 });
    await model.release();
  });

  test('a plausible value without a number is a defect of the model', async () => {
    const rooted: Formula = (g, x) => g.whenMissing(x['wbc'] ?? 0, 1, g.sqrt(g.sub(x['wbc'] ?? 0, 6)));
    await expect(predict(await load({}, rooted), { wbc: null })).rejects.toThrow(
      expect.objectContaining({ code: 'model-failed' }),
    );
  });
});

describe('imputation', () => {
  const imputation = { value: 6, statistic: 'median', source: 'test', by: 'engine' } as const;
  const withImputation = (by: 'engine' | 'graph') =>
    load({
      inputs: inputs.map((input) => (input.name === 'wbc' ? { ...input, imputation: { ...imputation, by } } : input)),
      referencePatient: { description: '', inputs: { ...patient, wbc: 10 } },
    });

  test('by the engine: the value stands in the row, null in the inputs, and the contribution says so', async () => {
    const prediction = await predict(
      await withImputation('engine'),
      { wbc: null, wbc_missing: true },
      { explain: ['out'] },
    );
    expect(prediction.outputs['out']?.value).toBe(193);
    expect(prediction.inputs['wbc']).toBeNull();
    expect(prediction.explanations[0]?.contributions).toEqual([
      {
        input: 'wbc',
        reference: 10,
        value: null,
        contribution: 96,
        imputed: imputation,
        members: [
          { input: 'wbc', reference: 10, value: null },
          { input: 'wbc_missing', reference: false, value: true },
        ],
      },
    ]);
  });

  test('by the graph: it gets NaN', async () => {
    const prediction = await predict(await withImputation('graph'), { wbc: null }, { explain: ['out'] });
    expect(prediction.outputs['out']?.value).toBe(87);
    expect(prediction.explanations[0]?.contributions[0]).toMatchObject({ value: null, imputed: { by: 'graph' } });
  });

  test('a measured value that equals it is measured', async () => {
    const prediction = await predict(await withImputation('engine'), { wbc: 6 }, { explain: ['out'] });
    expect(prediction.explanations[0]?.contributions[0]).not.toHaveProperty('imputed');
  });
});

test.each<[string, Partial<SignatureInput>]>([
  [
    'an imputation of an input that must be there',
    { presence: 'required', imputation: { value: 1, statistic: 'mean', source: '', by: 'graph' } },
  ],
  [
    'plausible values of an input that must be there',
    { presence: 'per-output', whenMissing: { range: [0, 1], source: '' } },
  ],
  [
    'an imputation of another kind',
    { presence: 'optional', imputation: { value: 'x', statistic: 'mean', source: '', by: 'graph' } },
  ],
  ['a range that falls', { presence: 'optional', whenMissing: { range: [1, 0], source: '' } }],
  ['no plausible value', { presence: 'optional', whenMissing: { values: [], source: '' } }],
  ['a plausible value of another kind', { presence: 'optional', whenMissing: { values: [true], source: '' } }],
  ['an indicator that is no boolean', { missingIndicatorOf: 'wbc' }],
  ['an indicator of itself', { kind: 'boolean', missingIndicatorOf: 'sbp' }],
])('refused: %s', async (_name, more) => {
  const [sbp, ...others] = inputs;
  if (sbp === undefined) throw new Error('no input');
  await expect(load({ inputs: [{ ...sbp, ...more }, ...others] })).rejects.toThrow(
    expect.objectContaining({ code: 'model-invalid', message: expect.stringContaining('input "sbp" ') }),
  );
});
