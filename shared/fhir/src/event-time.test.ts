import { expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { eventTime } from './event-time.ts';
import { condition, observation } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const day = (date: string) => Date.parse(`${date}T00:00:00Z`);
const subject = { reference: 'Patient/p1' };
const undated = observation('o');
delete undated.effectiveDateTime;
const medicationCodeableConcept = { text: 'x' };

const dated: readonly (readonly [string, Resource, number, number])[] = [
  ['effectiveDateTime', { ...undated, effectiveDateTime: '2026-01-02' }, day('2026-01-02'), day('2026-01-03')],
  [
    'effectiveInstant',
    { ...undated, effectiveInstant: '2026-01-02T00:00:00Z' },
    day('2026-01-02'),
    day('2026-01-02') + 1,
  ],
  [
    'effectivePeriod',
    { ...undated, effectivePeriod: { start: '2026-01-02', end: '2026-01-04' } },
    day('2026-01-02'),
    day('2026-01-05'),
  ],
  [
    'effectivePeriod, open end',
    { ...undated, effectivePeriod: { start: '2026-01-02' } },
    day('2026-01-02'),
    day('2026-01-03'),
  ],
  [
    'effectivePeriod, open start',
    { ...undated, effectivePeriod: { end: '2026-01-02' } },
    day('2026-01-02'),
    day('2026-01-03'),
  ],
  [
    'effectiveTiming, events',
    { ...undated, effectiveTiming: { event: ['2026-01-05', '2026-01-02', 'soon'] } },
    day('2026-01-02'),
    day('2026-01-06'),
  ],
  [
    'effectiveTiming, bounds',
    { ...undated, effectiveTiming: { repeat: { boundsPeriod: { start: '2026-01-02', end: '2026-01-02' } } } },
    day('2026-01-02'),
    day('2026-01-03'),
  ],
  ['onsetDateTime', condition('c', { onsetDateTime: '2026-01' }), day('2026-01-01'), day('2026-02-01')],
  ['onsetPeriod, open end', condition('c', { onsetPeriod: { start: '2026-01-02' } }), day('2026-01-02'), Infinity],
  [
    'authoredOn',
    {
      resourceType: 'MedicationRequest',
      status: 'active',
      intent: 'order',
      subject,
      medicationCodeableConcept,
      authoredOn: '2026-01-02',
    },
    day('2026-01-02'),
    day('2026-01-03'),
  ],
  [
    'statement since',
    {
      resourceType: 'MedicationStatement',
      status: 'active',
      subject,
      medicationCodeableConcept,
      effectivePeriod: { start: '2026-01-02' },
    },
    day('2026-01-02'),
    Infinity,
  ],
  [
    'administration',
    {
      resourceType: 'MedicationAdministration',
      status: 'completed',
      subject,
      medicationCodeableConcept,
      effectiveDateTime: '2026-01-02',
    },
    day('2026-01-02'),
    day('2026-01-03'),
  ],
  [
    'performedPeriod',
    {
      resourceType: 'Procedure',
      status: 'completed',
      subject,
      performedPeriod: { start: '2026-01-02', end: '2026-01-02' },
    },
    day('2026-01-02'),
    day('2026-01-03'),
  ],
  [
    'occurrenceDateTime',
    {
      resourceType: 'Immunization',
      status: 'completed',
      patient: subject,
      vaccineCode: {},
      occurrenceDateTime: '2026-01-02',
    },
    day('2026-01-02'),
    day('2026-01-03'),
  ],
  [
    'report',
    { resourceType: 'DiagnosticReport', status: 'final', code: {}, subject, effectiveDateTime: '2026-01-02' },
    day('2026-01-02'),
    day('2026-01-03'),
  ],
  [
    'ongoing encounter',
    {
      resourceType: 'Encounter',
      status: 'in-progress',
      class: { code: 'IMP' },
      subject,
      period: { start: '2026-01-02' },
    },
    day('2026-01-02'),
    Infinity,
  ],
];

test.each(deepFreeze(dated))('%s', (_name, resource, start, end) => {
  expect(eventTime(resource)).toEqual({ start, end });
});

test.each<readonly [string, Resource]>([
  ['an Observation without effective', undated],
  ['an unreadable date', { ...undated, effectiveDateTime: 'yesterday' }],
  ['an onset in words', condition('c', { onsetString: 'as a child' })],
  ['a type without a clock', { resourceType: 'Organization' }],
])('%s is undated', (_name, resource) => {
  expect(eventTime(resource)).toBeUndefined();
});

test('a date without a zone is read in the zone of the caller', () => {
  expect(eventTime({ ...undated, effectiveDateTime: '2026-01-02' }, -300)?.start).toBe(
    Date.parse('2026-01-02T05:00:00Z'),
  );
});
