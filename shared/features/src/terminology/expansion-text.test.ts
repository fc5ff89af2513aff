import { expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import { expansionText } from './expansion-text.ts';
import type { ValueSetFile } from './value-set-file.ts';

const { loinc, icd10cm } = codeSystems;
const file: ValueSetFile = {
  id: 'a',
  version: 1,
  date: '2026-11-21',
  title: 'A',
  source: 'a published list',
  codes: [
    { system: loinc, code: '8480-6', category: 'high' },
    { system: loinc, code: '2160-0', display: 'Creatinine' },
  ],
  prefixes: [{ system: icd10cm, prefix: 'E11', excluding: ['E11.9', 'E11.5'] }],
  panels: [{ system: loinc, code: '85354-9' }],
  names: ['Warfarin'],
  notNames: ['Warfarin clinic'],
  leftOut: [{ system: loinc, code: '3094-0', why: 'another quantity' }],
  complete: [{ system: loinc, why: 'for the test' }],
};

test('one line for everything that is compared, sorted', () => {
  expect(expansionText(file)).toBe(
    [
      `code ${loinc}|2160-0`,
      `code ${loinc}|8480-6 = high`,
      `complete ${loinc}`,
      'name warfarin',
      `not code ${loinc}|3094-0`,
      'not name warfarin clinic',
      `panel ${loinc}|85354-9`,
      `prefix ${icd10cm}|E11 - E11.5 - E11.9`,
      '',
    ].join('\n'),
  );
});

test('order, words and version do not change it; a code does', () => {
  const { codes } = file;
  expect(expansionText({ ...file, codes: [...codes].reverse(), title: 'B', version: 9 })).toBe(expansionText(file));
  expect(expansionText({ ...file, codes: codes.slice(1) })).not.toBe(expansionText(file));
});
