import { describe, expect, test } from '@jest/globals';
import { matchConcept } from '@cardwright/fhir';
import { antihypertensives, diabetes, priorCvd, statins } from './value-sets.ts';

const snomed = 'http://snomed.info/sct';
const icd10cm = 'http://hl7.org/fhir/sid/icd-10-cm';
const isIn = (set: typeof diabetes, system: string, code: string) =>
  matchConcept({ coding: [{ system, code }] }, set) === 'code';

describe('value sets', () => {
  test.each([diabetes, priorCvd, statins, antihypertensives])('$id names its source', ({ source }) => {
    expect(source).toMatch(/VSAC|reference/);
  });

  test.each([
    [snomed, '44054006', true],
    [snomed, '73211009', true],
    [snomed, '15777000', false], // prediabetes
    [icd10cm, 'E11.9', true],
    [icd10cm, 'E10.65', true],
    [icd10cm, 'O24.419', false], // gestational
    [icd10cm, 'R73.03', false], // prediabetes
  ])('diabetes: %s|%s is in it: %s', (system, code, expected) => {
    expect(isIn(diabetes, system, code)).toBe(expected);
  });

  test.each([
    [snomed, '53741008', true],
    [snomed, '22298006', true],
    [snomed, '230690007', true],
    [snomed, '88805009', true],
    [snomed, '399211009', true],
    [snomed, '410429000', false], // cardiac arrest
    [snomed, '38341003', false], // hypertension
    [icd10cm, 'I25.10', true],
    [icd10cm, 'I25.2', true],
    [icd10cm, 'I50.9', true],
    [icd10cm, 'I73.9', true], // peripheral vascular disease, unspecified
    [icd10cm, 'I73.0', false], // Raynaud's syndrome
    [icd10cm, 'E11.51', true], // diabetic peripheral angiopathy
    [icd10cm, 'E11.59', false], // other circulatory complications
    [icd10cm, 'E11.9', false],
    [icd10cm, 'I10', false],
    [icd10cm, 'G45.4', false], // transient global amnesia
    [icd10cm, 'Z86.73', true],
  ])('prior disease: %s|%s is in it: %s', (system, code, expected) => {
    expect(isIn(priorCvd, system, code)).toBe(expected);
  });

  test.each([
    ['24 HR metoprolol succinate 100 MG Extended Release Oral Tablet [Toprol]', antihypertensives],
    ['Hydrochlorothiazide 25 MG', antihypertensives],
    ['Simvistatin 10 MG', statins],
    ['amlodipine 5 MG / atorvastatin 10 MG Oral Tablet', antihypertensives],
    ['amlodipine 5 MG / atorvastatin 10 MG Oral Tablet', statins],
  ])('%s is recognised by name', (text, set) => {
    expect(matchConcept({ text }, set)).toBe('name');
  });
});
