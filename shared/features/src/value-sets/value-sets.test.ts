import { readdirSync } from 'node:fs';
import { codeKey, type Code } from '@cardwright/fhir';
import { describe, expect, test } from '@jest/globals';
import { sharedUnits } from '../units/shared-units.ts';
import { units } from '../units/units.ts';
import { consciousnessCategories } from './consciousness.ts';
import { hgncGenes } from './genomics.ts';
import { creatinine, egfrCkdEpi2021 } from './kidney.ts';
import { sharedValueSets } from './shared-value-sets.ts';
import { ombEthnicity, ombRace, pregnantCategories, smokingCategories } from './social-history.ts';

/** Answers and components: they are not asked for, so no feature names them. */
const notAsked = /-(answers|components|genes|race|ethnicity)\.json$/;

describe('the value sets that are shipped', () => {
  test('each file that can be asked for is under its id', () => {
    const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.json') && !notAsked.test(name));
    expect([...sharedValueSets.keys()].sort()).toEqual(files.map((name) => name.replace('.json', '')).sort());
    expect(sharedValueSets.get('creatinine')).toBe(creatinine);
    expect(sharedValueSets.get('constructor')).toBeUndefined();
  });

  test('each unit rule is under its name', () => {
    expect(sharedUnits.get('bloodPressure')).toBe(units.bloodPressure);
    expect(sharedUnits.size).toBe(Object.keys(units).length);
    expect(sharedUnits.get('constructor')).toBeUndefined();
  });

  test('eGFR is CKD-EPI 2021 and nothing older', () => {
    expect(egfrCkdEpi2021.codes.map(({ code }) => code)).toEqual(['98979-8']);
  });

  test.each([
    ['smoking', smokingCategories],
    ['consciousness', consciousnessCategories],
    ['pregnancy', pregnantCategories],
    ['race', ombRace],
    ['ethnicity', ombEthnicity],
    ['genes', hgncGenes],
  ])('categories of %s share no code', (_, categories) => {
    const keys = Object.values(categories).flatMap((list: readonly Code[]) => list.map(codeKey));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
