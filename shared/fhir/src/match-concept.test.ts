import { describe, expect, test } from '@jest/globals';
import type { CodeableConcept } from '@medplum/fhirtypes';
import type { ValueSet } from './code.ts';
import { codeSetIndex } from './code-set-index.ts';
import { hasCode } from './has-code.ts';
import { matchConcept } from './match-concept.ts';
import { icd10cm, rxnorm, snomed } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const diabetes: ValueSet = deepFreeze({
  id: 'diabetes',
  title: 'Diabetes',
  source: 'test',
  codes: [{ system: snomed, code: '44054006' }],
  prefixes: [
    { system: icd10cm, prefix: 'E11', excluding: ['E11.A'] },
    { system: icd10cm, prefix: 'I48.1' },
  ],
});
const drug: ValueSet = deepFreeze({
  id: 'drug',
  title: 'Drug',
  source: 'test',
  codes: [{ system: rxnorm, code: '11289' }],
  names: ['warfarin', 'co-trimoxazole', 'valproic acid', 'C++'],
});
const coded = (system: string | undefined, ...codes: string[]): CodeableConcept => ({
  coding: codes.map((code) => ({ code, ...(system !== undefined && { system }) })),
});

describe('codes', () => {
  test.each<readonly [string, CodeableConcept | undefined, boolean]>([
    ['listed', coded(snomed, '44054006'), true],
    ['listed, not first', coded(snomed, '1', '44054006'), true],
    ['the code in another system', coded(icd10cm, '44054006'), false],
    ['the code without a system', coded(undefined, '44054006'), false],
    ['the category', coded(icd10cm, 'E11'), true],
    ['a descendant', coded(icd10cm, 'E11.9'), true],
    ['a descendant without its dot', coded(icd10cm, 'E119'), true],
    ['lower case', coded(icd10cm, 'e11.9'), true],
    ['another category', coded(icd10cm, 'E10.9'), false],
    ['a prefix with a dot', coded(icd10cm, 'I4811'), true],
    ['beside a prefix with a dot', coded(icd10cm, 'I48.21'), false],
    ['excluded', coded(icd10cm, 'E11.A'), false],
    ['excluded descendant without its dot', coded(icd10cm, 'E11A1'), false],
    ['a prefix in another system', coded(snomed, 'E11.9'), false],
    ['a longer code of the list', coded(snomed, '440540061'), false],
    ['text only', { text: '44054006' }, false],
    ['no concept', undefined, false],
    ['an empty code', coded(icd10cm, ''), false],
  ])('%s', (_name, concept, matches) => {
    expect(hasCode(deepFreeze(concept), diabetes)).toBe(matches);
  });
});

describe('names', () => {
  test.each<readonly [string, CodeableConcept | undefined, 'code' | 'name' | undefined]>([
    ['code', coded(rxnorm, '11289'), 'code'],
    ['code before name', { ...coded(rxnorm, '11289'), text: 'warfarin' }, 'code'],
    ['name in text', { text: 'Warfarin sodium 5 MG Oral Tablet' }, 'name'],
    [
      'name in a display',
      { coding: [{ system: rxnorm, code: '855332', display: 'WARFARIN 5 MG [Coumadin]' }] },
      'name',
    ],
    ['part of a word', { text: 'acenowarfarin' }, undefined],
    ['start of a word', { text: 'warfarine' }, undefined],
    ['a letter with an accent is a letter', { text: 'warfariné' }, undefined],
    ['in brackets', { text: '(warfarin)' }, 'name'],
    ['with a hyphen inside', { text: 'Co-Trimoxazole 480' }, 'name'],
    ['two words, any blanks', { text: 'valproic  acid' }, 'name'],
    ['signs in a name are signs', { text: 'c++ 5' }, 'name'],
    ['signs in a name are no pattern', { text: 'ccc' }, undefined],
    ['nothing', {}, undefined],
    ['no concept', undefined, undefined],
  ])('%s', (_name, concept, how) => {
    expect(matchConcept(deepFreeze(concept), drug)).toBe(how);
  });

  test('a set without names never matches by name', () => {
    expect(matchConcept({ text: 'Diabetes' }, diabetes)).toBeUndefined();
  });
});

test('an index is built once for a value set', () => {
  expect(codeSetIndex(drug)).toBe(codeSetIndex(drug));
});
