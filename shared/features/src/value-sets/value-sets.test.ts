import { codeKey, type Code, type ValueSet } from '@cardwright/fhir';
import { describe, expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import * as features from '../index.ts';

const isCode = (value: unknown): value is Code =>
  typeof value === 'object' && value !== null && 'system' in value && 'code' in value;
const isValueSet = (value: unknown): value is ValueSet =>
  typeof value === 'object' && value !== null && 'codes' in value && 'id' in value;

/** Every code that the package exports, wherever it stands. */
function codesIn(value: unknown): readonly Code[] {
  if (isCode(value)) return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(codesIn) : [];
}
const valueSets = Object.values(features).filter(isValueSet);
const codes = [
  ...new Map(
    Object.values(features)
      .flatMap(codesIn)
      .map((code) => [codeKey(code), code]),
  ).values(),
];

/** LOINC Users' Guide, appendix "Calculating mod 10 check digits". Answer codes (`LA…`) follow another rule. */
function hasLoincCheckDigit(code: string): boolean {
  const [, number = '', check] = /^(\d+)-(\d)$/.exec(code) ?? [];
  const digits = [...number].reverse();
  const odd =
    Number(
      digits
        .filter((_, i) => i % 2 === 0)
        .reverse()
        .join(''),
    ) * 2;
  const even = digits.filter((_, i) => i % 2 === 1);
  const sum = [...String(odd), ...even].reduce((total, digit) => total + Number(digit), 0);
  return check === String((10 - (sum % 10)) % 10);
}

/** SNOMED CT ids end in a Verhoeff check digit (SNOMED CT Technical Implementation Guide). */
function hasVerhoeffDigit(id: string): boolean {
  const turn = (i: number, digit: number): number => {
    const base = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
    return i === 0 ? digit : (base[turn(i - 1, digit)] ?? 0);
  };
  const multiply = (a: number, b: number): number => {
    if (a < 5) return b < 5 ? (a + b) % 5 : ((a + b - 5) % 5) + 5;
    return b < 5 ? ((a - 5 - b + 5) % 5) + 5 : (a - b + 5) % 5;
  };
  return [...id].reverse().reduce((check, digit, i) => multiply(check, turn(i % 8, Number(digit))), 0) === 0;
}

describe('value sets', () => {
  test('have ids of their own, titles, sources and codes', () => {
    expect(new Set(valueSets.map(({ id }) => id)).size).toBe(valueSets.length);
    expect(valueSets.length).toBeGreaterThanOrEqual(21);
    for (const set of valueSets) {
      expect(set.id).toMatch(/^[a-z0-9-]+$/);
      expect(set.title).not.toBe('');
      expect(set.source.length).toBeGreaterThan(10);
      expect(set.codes.length).toBeGreaterThan(0);
      expect(new Set(set.codes.map(codeKey)).size).toBe(set.codes.length);
    }
  });

  test.each(
    codes
      .filter(({ code, system }) => system === codeSystems.loinc && !/^LA\d+-\d$/.test(code))
      .map(({ code }) => [code]),
  )('LOINC %s has its check digit', (code) => {
    expect(hasLoincCheckDigit(code)).toBe(true);
  });

  test('the code that is often printed for FiO2 has not', () => {
    expect(hasLoincCheckDigit('3150-6')).toBe(false);
    expect(hasLoincCheckDigit('3150-0')).toBe(true);
  });

  test.each(codes.filter(({ system }) => system === codeSystems.snomed).map(({ code }) => [code]))(
    'SNOMED CT %s has its check digit',
    (code) => {
      expect(hasVerhoeffDigit(code)).toBe(true);
    },
  );

  test('eGFR is CKD-EPI 2021 and nothing older', () => {
    expect(features.egfrCkdEpi2021.codes.map(({ code }) => code)).toEqual(['98979-8']);
  });

  test('categories share no code', () => {
    for (const categories of [
      features.smokingCategories,
      features.consciousnessCategories,
      features.pregnantCategories,
    ]) {
      const keys = Object.values(categories).flatMap((list: readonly Code[]) => list.map(codeKey));
      expect(new Set(keys).size).toBe(keys.length);
    }
  });
});
