import { describe, expect, test } from '@jest/globals';
import { iwpcClinical, iwpcPharmacogenetic } from './coefficients.ts';
import { iwpcRoot } from './iwpc-root.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';

const terms = { 'iwpc-pharmacogenetic': iwpcPharmacogenetic, 'iwpc-clinical': iwpcClinical } as const;
const rows = (['iwpc-pharmacogenetic', 'iwpc-clinical'] as const).flatMap((variant) =>
  readReferenceVectors(variant).map((vector) => ({ variant, id: vector.id, vector })),
);

describe('iwpcRoot', () => {
  test('all vectors of the reference are there', () => expect(rows).toHaveLength(55));

  test.each(rows)('meets the reference: $variant $id', ({ variant, vector }) => {
    const weekly = iwpcRoot(terms[variant], vector.inputs) ** 2;
    expect(Math.abs(weekly - Number(vector.expected['weekly_dose_mg']))).toBeLessThanOrEqual(vector.tolerance);
  });

  const middle = { age: 60, height: 170, weight: 75, race: 'white', inducer: false, amiodarone: false };

  test('age counts in completed decades: 69 as 60, 70 one decade more', () => {
    const at = (age: number) => iwpcRoot(iwpcClinical, { ...middle, age });
    expect(at(69)).toBe(at(60));
    expect(at(70) - at(69)).toBeCloseTo(-0.2546, 12);
  });

  test('the race term for Black has opposite signs in the two formulas', () => {
    expect(iwpcClinical.race.black).toBe(0.406);
    expect(iwpcPharmacogenetic.race.black).toBe(-0.276);
  });

  test.each(['age', 'height', 'race', 'inducer'])('an absent %s is refused, never filled in', (name) => {
    expect(() => iwpcRoot(iwpcClinical, { ...middle, [name]: null })).toThrow(name);
  });

  test('a category that the formula does not know is refused', () => {
    expect(() => iwpcRoot(iwpcPharmacogenetic, { ...middle, vkorc1: 'GG', cyp2c9: '*1/*5' })).toThrow('cyp2c9');
  });
});
