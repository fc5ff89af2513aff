import { expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { statedKnownTime } from './stated-known-time.ts';
import { condition, observation } from './testing/chart.ts';

const meta = { lastUpdated: '2026-01-09T00:00:00Z' };
const subject = { reference: 'Patient/p1' };
const at = '2026-01-02T00:00:00Z';

test.each<[string, Resource, string | undefined]>([
  ['an Observation, issued', observation('o', { issued: at, meta }), at],
  ['an Observation that does not say', observation('o', { meta }), undefined],
  ['an Observation issued at no readable time', observation('o', { issued: 'soon', meta }), undefined],
  ['a DiagnosticReport', { resourceType: 'DiagnosticReport', status: 'final', code: {}, subject, issued: at }, at],
  ['a Condition', condition('c', { recordedDate: at }), at],
  ['an AllergyIntolerance', { resourceType: 'AllergyIntolerance', patient: subject, recordedDate: at }, at],
  [
    'an Immunization',
    { resourceType: 'Immunization', status: 'completed', vaccineCode: {}, patient: subject, recorded: at },
    at,
  ],
  ['a Procedure', { resourceType: 'Procedure', status: 'completed', subject, meta }, undefined],
  [
    'an Encounter',
    { resourceType: 'Encounter', status: 'finished', class: {}, subject, period: { start: at } },
    undefined,
  ],
])('%s', (_, resource, expected) => {
  expect(statedKnownTime(resource)?.start).toBe(expected === undefined ? undefined : Date.parse(expected));
});
