import { describe, expect, test } from '@jest/globals';
import { gageClinical, gagePharmacogenetic } from './coefficients.ts';
import { gageLog } from './gage-log.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';

const terms = { 'gage-pharmacogenetic': gagePharmacogenetic, 'gage-clinical': gageClinical } as const;
const rows = (['gage-pharmacogenetic', 'gage-clinical'] as const).flatMap((variant) =>
  readReferenceVectors(variant).map((vector) => ({ variant, id: vector.id, vector })),
);

describe('gageLog', () => {
  test('all vectors of the reference are there', () => expect(rows).toHaveLength(51));

  test.each(rows)('meets the reference: $variant $id', ({ variant, vector }) => {
    const daily = Math.exp(gageLog(terms[variant], vector.inputs));
    expect(Math.abs(daily - Number(vector.expected['daily_dose_mg']))).toBeLessThanOrEqual(vector.tolerance);
  });

  const middle = {
    age: 60,
    height: 170,
    weight: 75,
    target_inr: 2.5,
    amiodarone: false,
    smoker: false,
    african_american: false,
    dvt_pe: false,
  };

  test('alleles are counted, not taken as present or absent', () => {
    const at = (vkorc1: string, cyp2c9: string) => gageLog(gagePharmacogenetic, { ...middle, vkorc1, cyp2c9 });
    expect(at('AA', '*1/*1') - at('GG', '*1/*1')).toBeCloseTo(2 * -0.3238, 12);
    expect(at('GG', '*3/*3') - at('GG', '*1/*3')).toBeCloseTo(-0.4008, 12);
    expect(at('GG', '*2/*3') - at('GG', '*1/*1')).toBeCloseTo(-0.2066 - 0.4008, 12);
  });

  test('an absent genotype is refused: Gage has no term for it', () => {
    expect(() => gageLog(gagePharmacogenetic, { ...middle, vkorc1: null, cyp2c9: '*1/*1' })).toThrow('vkorc1');
  });
});
