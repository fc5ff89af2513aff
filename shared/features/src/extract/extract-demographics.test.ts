import type { Extension, Patient } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import type { Race } from '../declaration.ts';
import { extractOne, hoursAgo, patient, said } from '../fixtures/chart.ts';
import { ombEthnicity, ombRace } from '../value-sets/social-history.ts';

const usCore = 'http://hl7.org/fhir/us/core/StructureDefinition';
const birthSex = (valueCode: string): readonly Extension[] => [{ url: `${usCore}/us-core-birthsex`, valueCode }];
const withExtension = (extension: readonly Extension[], rest: Partial<Patient> = {}) =>
  patient({ extension: [...extension], ...rest });

describe('sex', () => {
  test.each<[string, Patient, unknown, unknown]>([
    ['gender only', patient({ gender: 'male' }), 'male', 'male'],
    ['another gender', patient({ gender: 'other' }), 'no-value', 'no-value'],
    ['no gender', patient({ gender: undefined as never }), 'no-value', 'no-value'],
    ['a recorded birth sex', withExtension(birthSex('F'), { gender: 'male' }), 'male', 'female'],
    ['an unknown birth sex', withExtension(birthSex('UNK')), 'female', 'no-value'],
  ])('%s: administrative, birth', (_, resource, administrative, birth) => {
    expect(said(extractOne({ kind: 'sex', from: 'administrative' }, [resource]))).toBe(administrative);
    expect(said(extractOne({ kind: 'sex', from: 'birth' }, [resource]))).toBe(birth);
  });
});

describe('race', () => {
  const race: Race = { kind: 'race', categories: { white: ombRace.white, asian: ombRace.asian } };
  const recorded = (...codes: readonly { system: string; code: string }[]) =>
    withExtension([
      {
        url: `${usCore}/us-core-race`,
        extension: [
          ...codes.map((valueCoding) => ({ url: 'ombCategory', valueCoding })),
          { url: 'text', valueString: 'x' },
        ],
      },
    ]);
  test.each<[string, Patient, unknown, unknown, boolean]>([
    ['one that maps', recorded(...ombRace.asian), 'asian', 'asian', false],
    ['several', recorded(...ombRace.asian, ...ombRace.white), 'no-value', 'mixed', false],
    ['one that does not map', recorded(...ombRace.black), 'no-value', 'mixed', false],
    ['one that maps and one that does not', recorded(...ombRace.asian, ...ombRace.black), 'no-value', 'mixed', false],
    ['none', patient(), 'none-recorded', 'mixed', true],
    ['the code in another system', recorded({ system: 'urn:x', code: '2028-9' }), 'no-value', 'mixed', false],
  ])('%s', (_, resource, plain, withFallback, assumed) => {
    expect(said(extractOne(race, [resource]))).toBe(plain);
    const feature = extractOne({ ...race, fallback: 'mixed' }, [resource]);
    expect(said(feature)).toBe(withFallback);
    expect('assumed' in feature).toBe(assumed);
  });
});

describe('ethnicity', () => {
  const ethnicity: Race = {
    kind: 'race',
    from: 'ethnicity',
    categories: { hispanic: ombEthnicity.hispanic, other: ombEthnicity.notHispanic },
  };
  const coded = (name: string, ...codes: readonly { system: string; code: string }[]): Extension => ({
    url: `${usCore}/us-core-${name}`,
    extension: codes.map((valueCoding) => ({ url: 'ombCategory', valueCoding })),
  });
  test.each<[string, readonly Extension[], unknown]>([
    ['Hispanic', [coded('ethnicity', ...ombEthnicity.hispanic)], 'hispanic'],
    ['not Hispanic', [coded('ethnicity', ...ombEthnicity.notHispanic)], 'other'],
    ['a race only', [coded('race', ...ombRace.white)], 'none-recorded'],
    ['the code in the extension of race', [coded('race', ...ombEthnicity.hispanic)], 'none-recorded'],
    ['neither is a yes nor a no', [coded('ethnicity', { system: 'urn:x', code: '2135-2' })], 'no-value'],
  ])('%s', (_, extension, expected) => {
    expect(said(extractOne(ethnicity, [withExtension(extension)]))).toBe(expected);
  });

  test('race is read from its own extension only', () => {
    const both = withExtension([coded('race', ...ombRace.white), coded('ethnicity', ...ombEthnicity.hispanic)]);
    expect(said(extractOne({ kind: 'race', categories: { white: ombRace.white } }, [both]))).toBe('white');
    expect(said(extractOne(ethnicity, [both]))).toBe('hispanic');
  });
});

describe('deceased', () => {
  test.each<[string, Partial<Patient>, unknown]>([
    ['nothing recorded', {}, false],
    ['true', { deceasedBoolean: true }, true],
    ['false', { deceasedBoolean: false }, false],
    ['a date before', { deceasedDateTime: hoursAgo(24) }, true],
    ['a date after', { deceasedDateTime: hoursAgo(-24) }, false],
    ['today', { deceasedDateTime: '2026-03-20' }, true],
    ['not a date', { deceasedDateTime: 'last week' }, 'no-value'],
  ])('%s', (_, rest, expected) => {
    expect(said(extractOne({ kind: 'deceased' }, [patient(rest)]))).toBe(expected);
  });
});
