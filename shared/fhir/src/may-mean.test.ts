import { expect, test } from '@jest/globals';
import type { CodeableConcept } from '@medplum/fhirtypes';
import fc from 'fast-check';
import type { ValueSet } from './code.ts';
import { mayMean } from './may-mean.ts';
import { icd10cm, snomed } from './testing/chart.ts';

const diabetes: ValueSet = {
  id: 'diabetes',
  title: 'Diabetes',
  source: 'test',
  codes: [{ system: snomed, code: '44054006' }],
  prefixes: [{ system: icd10cm, prefix: 'E11' }],
  names: ['diabetes'],
  notNames: ['diabetes insipidus'],
  leftOut: [{ system: snomed, code: '11687002', display: 'Gestational diabetes mellitus' }],
};
const local = 'urn:local';

test.each<readonly [string, CodeableConcept | undefined, boolean]>([
  ['a local code with the name', { coding: [{ system: local, code: '25000', display: 'Diabetes mellitus' }] }, true],
  ['text only', { text: 'type 2 DIABETES' }, true],
  ['ICD-9-CM', { coding: [{ system: 'http://hl7.org/fhir/sid/icd-9-cm', code: '250.00' }], text: 'Diabetes' }, true],
  ['another name', { text: 'Headache' }, false],
  ['part of a word', { text: 'prediabetes' }, false],
  [
    'a descendant in SNOMED CT that nobody listed',
    { coding: [{ system: snomed, code: '127013003', display: 'Diabetic renal disease' }], text: 'Diabetes, kidney' },
    true,
  ],
  ['by its display alone', { coding: [{ system: snomed, code: '1', display: 'Brittle diabetes mellitus' }] }, true],
  ['without words', { coding: [{ system: snomed, code: '127013003' }] }, false],
  ['what is in the set is no doubt', { coding: [{ system: snomed, code: '44054006' }], text: 'Diabetes' }, false],
  [
    'ICD-10-CM lists all: another code of it decides',
    { coding: [{ system: icd10cm, code: 'R73.03' }], text: 'Diabetes' },
    false,
  ],
  [
    'beside a SNOMED CT code too',
    {
      coding: [
        { system: snomed, code: '1' },
        { system: icd10cm, code: 'R7303' },
      ],
      text: 'Diabetes',
    },
    false,
  ],
  [
    'a code left out on purpose',
    { coding: [{ system: snomed, code: '11687002', display: 'Gestational diabetes' }] },
    false,
  ],
  ['another meaning of the name', { text: 'Central diabetes  insipidus' }, false],
  ['another meaning and the name', { text: 'Diabetes insipidus, diabetes mellitus' }, true],
  [
    'a relative’s, by a standard code',
    { coding: [{ system: snomed, code: '160303001', display: 'Family history of diabetes mellitus' }] },
    false,
  ],
  [
    'nobody’s, by a standard code',
    { coding: [{ system: snomed, code: '160274005', display: 'No family history diabetes' }] },
    false,
  ],
  ['a relative’s, in free text', { text: 'Family history of diabetes' }, true],
  ['a relative’s, by a local code', { coding: [{ system: local, code: '1', display: 'FH: diabetes' }] }, true],
  [
    'a relative’s, and words of the patient’s own',
    {
      coding: [{ system: snomed, code: '160303001', display: 'Family history of diabetes mellitus' }],
      text: 'Diabetes',
    },
    true,
  ],
  [
    'also ICD-10-CM by its OID',
    { coding: [{ system: 'urn:oid:2.16.840.1.113883.6.90', code: 'Z83.3' }], text: 'Family history of diabetes' },
    false,
  ],
  ['nothing', undefined, false],
])('%s', (_, concept, expected) => expect(mayMean(concept, diabetes)).toBe(expected));

test('a set without names never doubts', () => {
  const { names, ...nameless } = diabetes;
  expect(names).toHaveLength(1);
  expect(mayMean({ text: 'Diabetes' }, nameless)).toBe(false);
});

test('a system that is declared complete decides', () => {
  const unlisted: CodeableConcept = {
    coding: [{ system: 'urn:oid:2.16.840.1.113883.6.96', code: '1' }],
    text: 'Diabetes',
  };
  expect(mayMean(unlisted, diabetes)).toBe(true);
  expect(mayMean(unlisted, { ...diabetes, complete: [snomed] })).toBe(false);
});

test('single codes of ICD-10-CM are no whole classification', () => {
  const pregnancy: ValueSet = {
    ...diabetes,
    codes: [{ system: icd10cm, code: 'Z33.1' }],
    prefixes: [],
    names: ['pregnancy'],
  };
  const supervised: CodeableConcept = {
    coding: [{ system: icd10cm, code: 'O09.90' }],
    text: 'Supervision of high risk pregnancy',
  };
  expect(mayMean(supervised, pregnancy)).toBe(true);
  expect(mayMean(supervised, { ...pregnancy, prefixes: [{ system: icd10cm, prefix: 'Z34' }] })).toBe(false);
});

test('a set of family histories is not silenced by its own words', () => {
  const family: ValueSet = { ...diabetes, names: ['family history of diabetes'] };
  expect(
    mayMean({ coding: [{ system: snomed, code: '1', display: 'Family history of diabetes, mother' }] }, family),
  ).toBe(true);
});

test('what bounds a doubt never makes one, and a code that decides is never overruled by words', () => {
  const word = fc.constantFrom('diabetes', 'insipidus', 'family history of', 'with', 'kidney', 'no', ',');
  const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '));
  const system = fc.constantFrom(snomed, icd10cm, local);
  const coding = fc.record({
    system,
    code: fc.constantFrom('1', '11687002', '44054006', 'E11.9', 'R73.03'),
    display: text,
  });
  const bare: ValueSet = { ...diabetes, notNames: [], leftOut: [] };
  fc.assert(
    fc.property(fc.array(coding, { maxLength: 3 }), text, (codings, words) => {
      const concept: CodeableConcept = { coding: codings, text: words };
      const decided = codings.some(
        (c) => c.system === icd10cm || (c.system === snomed && ['11687002', '44054006'].includes(c.code)),
      );
      if (decided) expect(mayMean(concept, diabetes)).toBe(false);
      if (mayMean(concept, diabetes)) expect(mayMean(concept, bare)).toBe(true);
      if (!decided && codings.length === 0) expect(mayMean(concept, bare)).toBe(words.includes('diabetes'));
    }),
  );
});
