import { describe, expect, test } from '@jest/globals';
import { judgeInputs } from '@cardwright/features';
import { chooseVariant } from './choose-variant.ts';
import { preventRisk } from './prevent-risk.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';
import { manifests } from './test-support/manifests.fixture.ts';

const vectors = readReferenceVectors();
const manifestOf = (variant: string) => {
  const manifest = manifests[variant];
  if (manifest === undefined) throw new Error(`no ${variant}`);
  return manifest;
};

describe('chooseVariant', () => {
  test.each(vectors.filter(({ model }) => model !== 'validation' && !model.includes('30')))(
    '$id: the predictors on file choose $model',
    ({ model, inputs }) => {
      expect(chooseVariant({ inputs }, manifests)).toMatchObject({ variant: `${model}-10yr`, dropped: [] });
    },
  );

  test.each(vectors.filter(({ expected }) => expected['refused'] === true))(
    '$id: $expected.outOfRange is refused',
    ({ inputs, expected }) => {
      const { variant } = chooseVariant({ inputs, model: 'validation', horizon: '10yr' }, manifests);
      const judged = judgeInputs(manifestOf(variant), inputs);
      expect(judged.outOfRange).toEqual([expected['outOfRange']]);
      expect(judged.outputs).toEqual([]);
    },
  );

  test.each(vectors.filter(({ expected }) => 'refusedInput' in expected))(
    '$id: $expected.refusedInput is dropped, the model falls back',
    ({ inputs, expected, tolerance }) => {
      const choice = chooseVariant({ inputs, model: 'validation', horizon: '10yr' }, manifests);
      expect(choice).toMatchObject({
        variant: `${expected['fallbackModel']}-10yr`,
        dropped: [expected['refusedInput']],
      });
      const { inputs: judged } = judgeInputs(manifestOf(choice.variant), choice.inputs);
      const risk = preventRisk('base', '10yr', judged).total_cvd;
      expect(Math.abs(risk - Number(expected['total_cvd']))).toBeLessThanOrEqual(tolerance);
    },
  );

  test.each([
    [{ hba1c: 4.4, uacr: 30 }, 'uacr-10yr', ['hba1c']],
    [{ hba1c: 4.5, uacr: 30 }, 'full-10yr', []],
    [{ hba1c: 15, uacr: null, sdi: null }, 'hba1c-10yr', []],
    [{ hba1c: 15.1, uacr: 0.09, sdi: 11 }, 'base-10yr', ['hba1c', 'uacr', 'sdi']],
    [{ uacr: 0.1 }, 'uacr-10yr', []],
    [{ sdi: 10 }, 'sdi-10yr', []],
    [{ hba1c: 'high' }, 'hba1c-10yr', []],
  ])('%j gives %s', (inputs, variant, dropped) => {
    expect(chooseVariant({ inputs }, manifests)).toMatchObject({ variant, dropped });
  });

  test('over 30 years the card has the base model only; a named model is taken as named', () => {
    expect(chooseVariant({ inputs: { hba1c: 6 }, horizon: '30yr' }, manifests).variant).toBe('base-30yr');
    expect(chooseVariant({ inputs: {}, model: 'full', horizon: '30yr' }, manifests).variant).toBe('full-30yr');
    expect(chooseVariant({ inputs: { hba1c: 6 }, model: 'base' }, manifests).variant).toBe('base-10yr');
  });

  test.each([
    [{ model: 'pce' }],
    [{ model: 'base-10yr' }],
    [{ model: 'base', horizon: '5yr' }],
    [{ horizon: 'lifetime' }],
  ])('%j is an unknown model', (request) => {
    expect(() => chooseVariant({ inputs: {}, ...request }, manifests)).toThrow(
      expect.objectContaining({ code: 'unknown-model' }),
    );
  });

  test('a model that is not built is unknown', () => {
    expect(() => chooseVariant({ inputs: {}, model: 'sdi' }, {})).toThrow(
      expect.objectContaining({ code: 'unknown-model' }),
    );
  });
});
