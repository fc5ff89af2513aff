import { expect, test } from '@jest/globals';
import type { MedicationRequest, MedicationStatement } from '@medplum/fhirtypes';
import { isActiveMedication } from './is-active-medication.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const common = { subject: { reference: 'Patient/p1' }, medicationCodeableConcept: { text: 'x' } };
const request = (more: Partial<MedicationRequest>): MedicationRequest => ({
  resourceType: 'MedicationRequest',
  status: 'active',
  intent: 'order',
  ...common,
  ...more,
});
const statement = (more: Partial<MedicationStatement>): MedicationStatement => ({
  resourceType: 'MedicationStatement',
  status: 'active',
  ...common,
  ...more,
});
const asOf = Date.parse('2026-01-10T12:00:00Z');

test.each<readonly [Partial<MedicationRequest>, boolean]>([
  [{}, true],
  [{ authoredOn: '2026-01-10' }, true],
  [{ authoredOn: '2026-01-11' }, false],
  [{ status: 'on-hold' }, false],
  [{ status: 'cancelled' }, false],
  [{ status: 'completed' }, false],
  [{ status: 'entered-in-error' }, false],
  [{ status: 'stopped' }, false],
  [{ status: 'draft' }, false],
  [{ status: 'unknown' }, false],
  [{ intent: 'original-order' }, true],
  [{ intent: 'reflex-order' }, true],
  [{ intent: 'filler-order' }, true],
  [{ intent: 'instance-order' }, true],
  [{ intent: 'proposal' }, false],
  [{ intent: 'plan' }, false],
  [{ intent: 'option' }, false],
  [{ doNotPerform: true }, false],
  [{ doNotPerform: false }, true],
])('request %j: %s', (more, active) => {
  expect(isActiveMedication(deepFreeze(request(more)), asOf)).toBe(active);
});

test.each<readonly [Partial<MedicationStatement>, boolean]>([
  [{}, true],
  [{ status: 'intended' }, true],
  [{ status: 'unknown', dateAsserted: '2025-05-01' }, true],
  [{ status: 'unknown' }, false],
  [{ status: 'completed' }, false],
  [{ status: 'entered-in-error' }, false],
  [{ status: 'stopped' }, false],
  [{ status: 'on-hold' }, false],
  [{ status: 'not-taken' }, false],
  [{ effectivePeriod: { start: '2026-01-01', end: '2026-01-10' } }, true],
  [{ effectivePeriod: { start: '2026-01-01', end: '2026-01-09' } }, false],
  [{ effectivePeriod: { start: '2026-01-01' } }, true],
  [{ effectivePeriod: { end: '2026-01-09' } }, false],
  [{ status: 'intended', effectivePeriod: { start: '2026-01-11' } }, false],
  [{ effectiveDateTime: '2020' }, true],
  [{ effectiveDateTime: '2026-02' }, false],
])('statement %j: %s', (more, active) => {
  expect(isActiveMedication(deepFreeze(statement(more)), asOf)).toBe(active);
});
