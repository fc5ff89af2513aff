import { describe, expect, test } from '@jest/globals';
import type { ModelManifest } from '@cardwright/cds-service';
import { judgeInputs } from '@cardwright/features';
import { chooseVariant } from './choose-variant.ts';
import { buildModels } from './models.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';
import { variants } from './signatures.ts';

const models: Readonly<Record<string, ModelManifest>> = Object.fromEntries(
  buildModels().map(({ manifest }) => [manifest.variant, { ...manifest, sha256: '' }]),
);
const body = { age: 60, height: 170, weight: 75, race: 'white', inducer: false, amiodarone: false };

describe('chooseVariant', () => {
  test.each([
    ['both genotypes', { vkorc1: 'AG', cyp2c9: '*1/*1' }, 'iwpc-pharmacogenetic'],
    ['VKORC1 only', { vkorc1: 'AG' }, 'iwpc-pharmacogenetic'],
    ['CYP2C9 only', { vkorc1: null, cyp2c9: '*1/*2' }, 'iwpc-pharmacogenetic'],
    ['unknown and one known', { vkorc1: 'unknown', cyp2c9: '*1/*2' }, 'iwpc-pharmacogenetic'],
    ['none', {}, 'iwpc-clinical'],
    ['both null', { vkorc1: null, cyp2c9: null }, 'iwpc-clinical'],
    ['both unknown', { vkorc1: 'unknown', cyp2c9: 'unknown' }, 'iwpc-clinical'],
  ])('without a name, %s: %o gives %s', (_, genotype, variant) => {
    for (const model of [undefined, 'validation']) {
      const request = { inputs: { ...body, ...genotype }, ...(model === undefined ? {} : { model }) };
      expect(chooseVariant(request, models).variant).toBe(variant);
    }
  });

  test.each(variants)('a name is a name: %s', (variant) => {
    expect(chooseVariant({ inputs: body, model: variant }, models).variant).toBe(variant);
  });

  test('every reference vector goes to the variant it names, with nothing missing, invalid or out of range', () => {
    const all = variants.flatMap((variant) => readReferenceVectors(variant).map((vector) => ({ variant, vector })));
    expect(all).toHaveLength(106);
    for (const { variant, vector } of all) {
      const choice = chooseVariant({ inputs: vector.inputs, model: variant }, models);
      const model = models[choice.variant];
      const judged = model && judgeInputs(model, choice.inputs);
      expect({
        id: vector.id,
        variant: choice.variant,
        missing: judged?.missing,
        invalid: judged?.invalid,
        out: judged?.outOfRange,
      }).toEqual({ id: vector.id, variant, missing: [], invalid: [], out: [] });
    }
  });

  test('a missing genotype becomes the formula’s own "unknown", never a normal genotype', () => {
    const { inputs } = chooseVariant({ inputs: { ...body, vkorc1: 'AA' } }, models);
    expect(inputs).toMatchObject({ vkorc1: 'AA', cyp2c9: 'unknown' });
    const other = chooseVariant({ inputs: { ...body, vkorc1: null, cyp2c9: '*1/*3' } }, models);
    expect(other.inputs).toMatchObject({ vkorc1: 'unknown', cyp2c9: '*1/*3' });
    const named = chooseVariant({ inputs: body, model: 'iwpc-pharmacogenetic' }, models);
    expect(named.inputs).toMatchObject({ vkorc1: 'unknown', cyp2c9: 'unknown' });
  });

  test('a missing race becomes "missing or mixed"', () => {
    expect(chooseVariant({ inputs: { ...body, race: null } }, models).inputs['race']).toBe('mixed');
  });

  test('Gage has no term for an unknown genotype: it is absent there', () => {
    const { inputs } = chooseVariant({ inputs: { ...body, vkorc1: 'unknown' }, model: 'gage-pharmacogenetic' }, models);
    expect(inputs).toMatchObject({ vkorc1: null, cyp2c9: null });
  });

  test('an unknown name is an error', () => {
    expect(() => chooseVariant({ inputs: body, model: 'eu-pact' }, models)).toThrow(
      expect.objectContaining({ code: 'unknown-model' }),
    );
  });
});
