import { describe, expect, test } from '@jest/globals';
import type { Calibration, GoldenVector, SignatureOutput } from '@cardwright/cds-service';
import { GraphBuilder } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import { filesOf, numberInput } from './testing/files-of.ts';

const risk: SignatureOutput = {
  name: 'risk',
  unit: '1',
  kind: 'probability',
  inputs: ['a', 'b'],
  column: 1,
  link: { scale: 'logit', column: 0 },
};
const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
const logistic: Calibration = { kind: 'logistic', intercept: -1, slope: 2, source: 'test' };
const isotonic: Calibration = { kind: 'isotonic', x: [0, 1], y: [0.1, 0.3], interpolation: 'linear', source: 'test' };

/** risk = sigmoid(a + a·b), beside an output that is not calibrated. */
const load = (calibration: Calibration | undefined, golden: readonly Partial<GoldenVector>[], more = {}) => {
  const g = new GraphBuilder({ name: 'test', columns: ['a', 'b'] });
  const logit = g.add(g.column('a'), g.mul(g.column('a'), g.column('b')));
  g.outputs([g.column('a'), g.sigmoid(logit)]);
  g.links([logit]);
  const plain: SignatureOutput = { name: 'plain', unit: '1', kind: 'score', inputs: ['a'], column: 0 };
  const outputs = [{ ...risk, ...(calibration && { calibration }), ...more }, plain];
  const referencePatient = { description: '', inputs: { a: 0.5, b: 0 } };
  return loadModel(filesOf(g, { inputs: [numberInput('a'), numberInput('b')], outputs, referencePatient }, golden));
};
const patient = { a: 1, b: 0.5 };
const after = (value: number, more: Partial<GoldenVector> = {}): Partial<GoldenVector> => ({
  inputs: patient,
  expected: { risk: value },
  calibration: 'after',
  ...more,
});

describe('a logistic calibration', () => {
  test('moves output, link and explanation alike, and nothing else', async () => {
    const model = await load(logistic, [after(sigmoid(2)), after(sigmoid(1.5), { calibration: 'before' })]);
    const [prediction] = await model.predict([{ inputs: patient, explain: ['risk'] }]);
    expect(prediction?.outputs['risk']?.value).toBeCloseTo(sigmoid(2), 14);
    expect(prediction?.outputs['risk']?.link).toBeCloseTo(2, 12);
    expect(prediction?.outputs['plain']?.value).toBe(1);
    const [explanation] = prediction?.explanations ?? [];
    expect(explanation?.base).toBeCloseTo(0, 12);
    expect(explanation?.link).toBeCloseTo(2, 12);
    expect(explanation).not.toHaveProperty('beforeCalibration');
    // a: ((1 − 0.5) + (1.5 − 0.75)) / 2, b: (0.25 + 0.5) / 2, both twice.
    expect(explanation?.contributions.map(({ contribution }) => contribution.toFixed(9))).toEqual([
      '1.250000000',
      '0.750000000',
    ]);
    await model.release();
  });
});

describe('an isotonic calibration', () => {
  test('moves the output; the explanation stays on the link before it and says so', async () => {
    const model = await load(isotonic, [after(0.1 + 0.2 * sigmoid(1.5))]);
    const [prediction] = await model.predict([{ inputs: patient, explain: ['risk'] }]);
    expect(prediction?.outputs['risk']?.value).toBeCloseTo(0.1 + 0.2 * sigmoid(1.5), 14);
    expect(prediction?.outputs['risk']?.link).toBe(1.5);
    const [explanation] = prediction?.explanations ?? [];
    expect([explanation?.base, explanation?.link, explanation?.beforeCalibration]).toEqual([0.5, 1.5, true]);
    await model.release();
  });
});

describe('golden vectors of a calibrated model', () => {
  const refused = async (work: Promise<unknown>, code: string, message: RegExp) =>
    expect(work).rejects.toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) }));

  test('say on which side they stand', async () => {
    const { calibration: _, ...unclear } = after(sigmoid(2));
    await refused(
      load(logistic, [unclear]),
      'model-invalid',
      /v0 does not say whether it is before or after calibration$/,
    );
  });

  test('are compared on that side', async () => {
    await refused(load(logistic, [after(sigmoid(1.5))]), 'model-golden-mismatch', /does not reproduce v0: risk is/);
    const before = after(sigmoid(2), { calibration: 'before' });
    await refused(load(logistic, [before]), 'model-golden-mismatch', /does not reproduce v0: risk is/);
  });

  test('without a calibration need not say', async () => {
    const { calibration: _, ...plain } = after(sigmoid(1.5));
    await (await load(undefined, [plain])).release();
  });
});

test.each([
  ['a table that falls', { ...isotonic, y: [0.3, 0.1] }, {}],
  ['points that do not rise', { ...isotonic, x: [0.5, 0.5] }, {}],
  ['a table beyond 1', { ...isotonic, y: [0.1, 1.1] }, {}],
  ['one point', { ...isotonic, x: [0], y: [0] }, {}],
  ['unequal lists', { ...isotonic, y: [0, 0.1, 0.2] }, {}],
  ['a slope of 0', { ...logistic, slope: 0 }, {}],
  ['an intercept that is no number', { ...logistic, intercept: NaN }, {}],
  ['an output that is no probability', logistic, { kind: 'score' }],
  ['a link that is no logit', logistic, { link: { scale: 'log', column: 0 } }],
] as const)('refused: %s', async (_name, calibration, more) => {
  await expect(load(calibration, [after(0.5)], more)).rejects.toThrow(
    expect.objectContaining({ code: 'model-invalid', message: expect.stringContaining('output "risk"') }),
  );
});

test('no table hides a probability outside 0 to 1', async () => {
  const g = new GraphBuilder({ name: 'test', columns: ['a', 'b'] });
  g.outputs([g.column('a'), g.column('a')]);
  const { link: _, ...noLink } = risk;
  const outputs = [{ ...noLink, calibration: isotonic }];
  const files = filesOf(g, { inputs: [numberInput('a'), numberInput('b')], outputs }, [after(0.3)]);
  const model = await loadModel(files);
  await expect(model.predict([{ inputs: { a: 1.2, b: 0 } }])).rejects.toThrow(
    expect.objectContaining({ code: 'model-failed' }),
  );
  await model.release();
});
