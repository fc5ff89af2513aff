import { describe, expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import schema from '../../value-set.schema.json' with { type: 'json' };
import { parseValueSet } from './parse-value-set.ts';

const { loinc, snomed, icd10cm, rxnorm } = codeSystems;
const creatinine = { system: loinc, code: '2160-0', display: 'Creatinine' };
const whole = {
  id: 'some-set',
  version: 1,
  date: '2026-11-21',
  title: 'Some set',
  source: 'a published list, version 1',
  codes: [creatinine],
};

const faultOf = (change: object, file?: string) => {
  try {
    parseValueSet({ ...whole, ...change }, file);
    return 'none';
  } catch (error) {
    expect(error).toMatchObject({ code: 'bad-value-set' });
    return error instanceof Error ? error.message : '';
  }
};

test('a whole file is read as it is', () => {
  expect(parseValueSet(whole)).toBe(whole);
});

describe('what is refused, naming file and fault', () => {
  test.each<[string, object, string]>([
    ['a missing source', { source: undefined }, 'the file lacks "source"'],
    ['an empty source', { source: ' ' }, '/source must match pattern'],
    ['a member that is not known', { code: [] }, 'the file does not know "code"'],
    [
      'an unknown system',
      { codes: [{ ...creatinine, system: 'http://loinc.com' }] },
      'no code system that is known here',
    ],
    [
      'a misspelt system',
      { codes: [{ ...creatinine, system: 'https://loinc.org' }] },
      'no code system that is known here',
    ],
    ['a day that is none', { date: '21.11.2026' }, '/date must match pattern'],
    ['a bad LOINC', { codes: [{ ...creatinine, code: '2160-1' }] }, '2160-1 has a bad check digit (LOINC, mod 10)'],
    ['a bad panel', { panels: [{ system: loinc, code: '85354-8' }] }, '85354-8 has a bad check digit'],
    ['a bad SNOMED CT', { codes: [{ system: snomed, code: '73211008' }] }, '73211008 has a bad check digit (SNOMED CT'],
    ['a bad RxNorm', { codes: [{ system: rxnorm, code: 'warfarin' }] }, 'warfarin is no RxNorm concept number'],
    ['a dotless ICD-10-CM', { codes: [{ system: icd10cm, code: 'E119' }] }, 'E119 is not written as ICD-10-CM is'],
    ['a code twice', { codes: [creatinine, { ...creatinine, display: 'again' }] }, '2160-0 is listed twice'],
    ['a name twice', { names: ['Warfarin', 'warfarin'] }, 'the name "warfarin" is listed twice'],
    [
      'another meaning of no name',
      { names: ['diabetes'], notNames: ['gout'] },
      '"gout" of notNames holds none of the names',
    ],
    [
      'another meaning twice',
      { names: ['diabetes'], notNames: ['Diabetes insipidus', 'diabetes insipidus'] },
      '"diabetes insipidus" is twice in notNames',
    ],
    ['complete without a reason', { complete: [{ system: loinc }] }, '/complete/0 lacks "why"'],
    [
      'complete without a code',
      { complete: [{ system: snomed, why: 'the whole hierarchy' }] },
      `complete names ${snomed}, of which there is no code`,
    ],
    [
      'complete twice',
      {
        complete: [
          { system: loinc, why: 'a' },
          { system: loinc, why: 'b' },
        ],
      },
      `${loinc} is twice in complete`,
    ],
    ['no code at all', { codes: [] }, 'there is no code in it'],
    ['codes and filledBySite', { filledBySite: true }, 'filledBySite is for a set without codes'],
    ['listed and left out', { leftOut: [{ ...creatinine, why: 'urine' }] }, '2160-0 is listed and left out'],
    ['a prefix of a letter', { prefixes: [{ system: icd10cm, prefix: 'E' }] }, '/prefixes/0/prefix must match pattern'],
    ['a prefix of SNOMED CT', { prefixes: [{ system: snomed, prefix: 'E11' }] }, '/prefixes/0/system'],
    [
      'an exclusion elsewhere',
      { prefixes: [{ system: icd10cm, prefix: 'E11', excluding: ['E10.1'] }] },
      'the prefix E11 excludes E10.1, which is not below it',
    ],
    [
      'a prefix under another',
      { prefixes: ['E11', 'E11.5'].map((prefix) => ({ system: icd10cm, prefix })) },
      'the prefix E11.5 is already under E11',
    ],
    [
      'a code under a prefix',
      { codes: [{ system: icd10cm, code: 'E11.9' }], prefixes: [{ system: icd10cm, prefix: 'E11' }] },
      'E11.9 is already under the prefix E11',
    ],
    [
      'half of the categories',
      { codes: [creatinine, { system: loinc, code: '14682-9', category: 'a' }] },
      'has no category',
    ],
  ])('%s', (_what, change, fault) => {
    const message = faultOf(change, 'value-sets/some-set.json');
    expect(message).toMatch(/^value-sets\/some-set\.json: /);
    expect(message).toContain(fault);
  });

  test('every fault at once; without a file the id is the name', () => {
    const message = faultOf({
      codes: [
        { ...creatinine, code: '2160-1' },
        { system: snomed, code: '73211008' },
      ],
    });
    expect(message).toMatch(/^value set "some-set": .*2160-1.*; .*73211008/);
  });

  test.each([null, 'text', [], 7])('%j is no value set', (json) => {
    expect(() => parseValueSet(json)).toThrow(/without an id/);
  });
});

test.each<[string, object]>([
  ['prefix with an exclusion below it', { prefixes: [{ system: icd10cm, prefix: 'E11', excluding: ['E11.5'] }] }],
  [
    'a code under an exclusion',
    {
      codes: [{ system: icd10cm, code: 'E11.51' }],
      prefixes: [{ system: icd10cm, prefix: 'E11', excluding: ['E11.5'] }],
    },
  ],
  ['a set that the site fills', { codes: [], filledBySite: true }],
  ['a prefix alone', { codes: [], prefixes: [{ system: icd10cm, prefix: 'E11' }] }],
])('%s is accepted', (_what, change) => expect(faultOf(change)).toBe('none'));

test('the schema offers the code systems that there are', () => {
  expect([...schema.$defs.system.enum].sort()).toEqual(Object.values(codeSystems).sort());
});
