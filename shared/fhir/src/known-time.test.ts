import { expect, test } from '@jest/globals';
import type { Encounter, Resource } from '@medplum/fhirtypes';
import { knownTime } from './known-time.ts';
import { condition, observation } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const subject = { reference: 'Patient/p1' };
const meta = { lastUpdated: '2026-01-09T00:00:00Z' };
const medicationCodeableConcept = { text: 'x' };
const encounter: Encounter = {
  resourceType: 'Encounter',
  id: 'e',
  status: 'finished',
  class: {},
  subject,
  period: { start: '2026-01-03', end: '2026-01-05' },
};
const resolve = (reference: string | undefined) => (reference === 'Encounter/e' ? encounter : undefined);
const inEncounter = { encounter: { reference: 'Encounter/e' } };

const table: readonly (readonly [string, Resource, string | undefined])[] = [
  ['Observation.issued before lastUpdated', observation('o', { issued: '2026-01-02T00:00:00Z', meta }), '2026-01-02'],
  ['Observation.meta.lastUpdated', observation('o', { meta }), '2026-01-09'],
  ['Observation without either', observation('o'), undefined],
  [
    'DiagnosticReport.issued',
    { resourceType: 'DiagnosticReport', status: 'final', code: {}, subject, issued: '2026-01-02T00:00:00Z' },
    '2026-01-02',
  ],
  [
    'DiagnosticReport without it',
    { resourceType: 'DiagnosticReport', status: 'final', code: {}, subject, meta },
    undefined,
  ],
  ['Condition.recordedDate', condition('c', { recordedDate: '2026-01-02', ...inEncounter, meta }), '2026-01-02'],
  ['Condition by the end of its encounter', condition('c', { ...inEncounter, meta }), '2026-01-05'],
  ['Condition without either', condition('c', { meta }), undefined],
  [
    'MedicationRequest.authoredOn',
    {
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept,
      authoredOn: '2026-01-02',
      meta,
    },
    '2026-01-02',
  ],
  [
    'MedicationStatement.dateAsserted',
    {
      resourceType: 'MedicationStatement',
      status: 'active',
      subject,
      medicationCodeableConcept,
      dateAsserted: '2026-01-02',
      meta,
    },
    '2026-01-02',
  ],
  [
    'Immunization.recorded',
    {
      resourceType: 'Immunization',
      status: 'completed',
      patient: subject,
      vaccineCode: {},
      recorded: '2026-01-02',
      meta,
    },
    '2026-01-02',
  ],
  ['Procedure by lastUpdated', { resourceType: 'Procedure', status: 'completed', subject, meta }, '2026-01-09'],
  ['Encounter by its start', encounter, '2026-01-03'],
  ['anything else', { resourceType: 'Organization', meta }, undefined],
];

test.each(deepFreeze(table))('%s', (_name, resource, day) => {
  const known = knownTime(resource, resolve);
  expect(known && new Date(known.start).toISOString().slice(0, 10)).toBe(day);
});
