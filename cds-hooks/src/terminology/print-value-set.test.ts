import { codeSystems, type ValueSetFile } from '@cardwright/features';
import { expect, test } from '@jest/globals';
import { printValueSet } from './print-value-set.ts';

const { loinc, icd10cm } = codeSystems;

test('members in the order of the schema, one code a line, long ones over several', () => {
  const file: ValueSetFile = {
    title: 'A',
    id: 'a',
    date: '2026-11-21',
    version: 1,
    source: 'a published list',
    hash: 'sha256:0',
    prefixes: [{ system: icd10cm, prefix: 'E11', excluding: ['E11.9'] }],
    names: ['one', 'two'],
    codes: [
      { system: loinc, code: '2160-0' },
      { system: loinc, code: '38483-4', display: 'd'.repeat(80) },
    ],
    panels: [{ system: loinc, code: '85354-9' }],
  };
  expect(printValueSet(file)).toBe(`{
  "id": "a",
  "version": 1,
  "date": "2026-11-21",
  "title": "A",
  "source": "a published list",
  "codes": [
    { "system": "${loinc}", "code": "2160-0" },
    {
      "system": "${loinc}",
      "code": "38483-4",
      "display": "${'d'.repeat(80)}"
    }
  ],
  "prefixes": [
    {
      "system": "${icd10cm}",
      "prefix": "E11",
      "excluding": ["E11.9"]
    }
  ],
  "panels": [{ "system": "${loinc}", "code": "85354-9" }],
  "names": ["one", "two"],
  "hash": "sha256:0"
}
`);
});

test('a set that the site fills has an empty list', () => {
  const file: ValueSetFile = { id: 'a', version: 1, date: '', title: '', source: '', codes: [], filledBySite: true };
  expect(printValueSet(file)).toContain('  "filledBySite": true,\n  "codes": []\n}\n');
});
