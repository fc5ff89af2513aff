import type { Encounter } from '@medplum/fhirtypes';
import { describe, expect, test } from '@jest/globals';
import { codeSystems } from '../code-systems.ts';
import { extractOne, hoursAgo, said } from '../fixtures/chart.ts';

const at = (rest: Partial<Encounter>): Encounter => ({
  resourceType: 'Encounter',
  id: 'a',
  status: 'in-progress',
  class: { system: codeSystems.actCode, code: 'IMP' },
  subject: { reference: 'Patient/p1' },
  period: { start: hoursAgo(5) },
  ...rest,
});
const ward = (reference: string, status?: 'active' | 'completed' | 'planned') => ({
  location: { reference },
  ...(status && { status }),
});
const kind = { kind: 'encounter-unit', units: ['Location/icu', 'Organization/cardiology'] } as const;

describe('the unit of the encounter', () => {
  test.each<[string, readonly Encounter[], unknown]>([
    ['at a declared place', [at({ location: [ward('Location/icu')] })], 'Location/icu'],
    ['by absolute reference', [at({ location: [ward('https://ehr.example/fhir/Location/icu')] })], 'Location/icu'],
    ['by its service', [at({ serviceProvider: { reference: 'Organization/cardiology' } })], 'Organization/cardiology'],
    ['elsewhere', [at({ location: [ward('Location/er')] })], 'no-value'],
    ['no longer there', [at({ location: [ward('Location/icu', 'completed')] })], 'no-value'],
    ['not yet there', [at({ location: [ward('Location/icu', 'planned')] })], 'no-value'],
    ['named by display only', [at({ location: [{ location: { display: 'icu' } }] })], 'no-value'],
    ['no encounter', [], 'none-recorded'],
  ])('%s', (_, encounters, expected) => {
    expect(said(extractOne(kind, encounters))).toBe(expected);
  });
});
