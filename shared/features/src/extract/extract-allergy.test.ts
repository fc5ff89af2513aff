import type { AllergyIntolerance } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import type { AllergyPresent } from '../declaration.ts';
import { coverage, extractOne, hoursAgo, said } from '../fixtures/chart.ts';
import { snomed } from '../fixtures/codes.ts';

const codes = {
  id: 'penicillins',
  title: 'Penicillins',
  source: 'test',
  codes: [snomed('1', '')],
  names: ['penicillin'],
};
const denials = { id: 'no-drug-allergy', title: 'None', source: 'test', codes: [snomed('2', '')] };
const declaration: AllergyPresent = { kind: 'allergy', codes, negative: 'explicit', denials };
const status = (code: string) => ({ coding: [{ code }] });
const allergy = (id: string, code: string, rest: Partial<AllergyIntolerance> = {}): AllergyIntolerance => ({
  resourceType: 'AllergyIntolerance',
  id,
  patient: { reference: 'Patient/p1' },
  clinicalStatus: status('active'),
  verificationStatus: status('confirmed'),
  code: { coding: [{ system: 'http://snomed.info/sct', code, display: 'Substance' }] },
  recordedDate: '2026-01-01T10:00:00Z',
  ...rest,
});

describe('an allergy', () => {
  test.each<[string, Partial<AllergyPresent>, readonly AllergyIntolerance[], unknown]>([
    ['by code', {}, [allergy('a', '1')], true],
    ['by name', {}, [allergy('a', '9', { code: { text: 'Penicillin V' } })], true],
    [
      'by the substance of a reaction',
      {},
      [allergy('a', '9', { reaction: [{ manifestation: [{}], substance: { text: 'penicillin G' } }] })],
      true,
    ],
    ['another one', {}, [allergy('a', '9')], 'none-recorded'],
    ['another one, asked', { negative: 'asked' }, [allergy('a', '9')], false],
    ['resolved', { negative: 'asked' }, [allergy('a', '1', { clinicalStatus: status('resolved') })], false],
    ['resolved, ever', { when: 'ever' }, [allergy('a', '1', { clinicalStatus: status('resolved') })], true],
    ['without a clinical status', {}, [allergy('a', '1', { clinicalStatus: undefined as never })], true],
    ['refuted', {}, [allergy('a', '1', { verificationStatus: status('refuted') })], false],
    ['entered in error', {}, [allergy('a', '1', { verificationStatus: status('entered-in-error') })], 'none-recorded'],
    ['a recorded absence of all', {}, [allergy('a', '2')], false],
    ['a recorded absence beside the allergy', {}, [allergy('a', '2'), allergy('b', '1')], true],
    ['without code or words', { negative: 'asked' }, [allergy('a', '1', { code: {} })], 'unreadable'],
    ['recorded in an hour', { negative: 'asked' }, [allergy('a', '1', { recordedDate: hoursAgo(-1) })], false],
  ])('%s', (_, rest, allergies, expected) => {
    expect(said(extractOne({ ...declaration, ...rest }, allergies))).toBe(expected);
  });

  test('says how it was found', () => {
    expect(extractOne(declaration, [allergy('a', '9', { code: { text: 'Penicillin' } })])).toMatchObject({
      matchedBy: 'name',
      references: ['AllergyIntolerance/a'],
    });
  });

  test('a no needs an answered query; a replay the known time', () => {
    const asked = { ...declaration, negative: 'asked' as const };
    expect(said(extractOne(asked, [], { answered: coverage({ allergies: 'failed' }) }))).toBe('query-failed');
    const replay = { clock: 'replay' as const };
    expect(said(extractOne(asked, [allergy('a', '1')], replay))).toBe(true);
    expect(said(extractOne(asked, [allergy('a', '1', { recordedDate: undefined as never })], replay))).toBe('no-value');
  });
});
