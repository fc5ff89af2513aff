import { expect, test } from '@jest/globals';
import type { Observation, Resource } from '@medplum/fhirtypes';
import { createTestFhir, testInstant } from '../testing/test-host.ts';
import { testSource } from '../testing/test-source.ts';
import { findPatients, type Notification } from './find-patients.ts';

const receivedAtMs = Date.parse(testInstant);
const observation = (id: string, of: string, lastUpdated: string): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'vital-signs' }] }],
  code: { text: 'x' },
  subject: { reference: of },
  meta: { lastUpdated },
});
const recent = '2026-03-02T08:56:00.000Z';
const o1 = observation('o1', 'Patient/p1', recent);
const o2 = observation('o2', 'https://ehr.example.org/fhir/Patient/p2', recent);
const o3 = observation('o3', 'Patient/p1', recent);
const old = observation('old', 'Patient/p3', '2026-03-02T08:54:00.000Z');
const ofGroup = observation('g', 'Group/1', recent);
const patient: Resource = { resourceType: 'Patient', id: 'p9' };
const source = testSource(createTestFhir([o1, o2, o3, old, ofGroup, patient]));
const find = (change: Partial<Notification>) =>
  findPatients(source, { path: '', body: '', receivedAtMs, ...change }, AbortSignal.timeout(5_000));
const named = async (change: Partial<Notification>) =>
  (await find(change)).map(({ patientId, changes }) => `${patientId}: ${changes.map(({ id }) => id).join()}`);

const tables: readonly (readonly [string, Partial<Notification>, readonly string[]])[] = [
  ['a bare resource', { body: JSON.stringify(o1) }, ['p1: o1']],
  ['a resource of an absolute reference', { body: JSON.stringify(o2) }, ['p2: o2']],
  ['a bare patient', { body: JSON.stringify(patient) }, ['p9: p9']],
  ['a resource about a group', { body: JSON.stringify(ofGroup) }, []],
  ['a resource about nobody', { body: '{"resourceType":"Observation"}' }, []],
  ['a subject that is no reference', { body: '{"resourceType":"Observation","subject":{"reference":5}}' }, []],
  ['the body says more than the path', { body: JSON.stringify(o1), path: 'Observation/o2' }, ['p1: o1']],
  ['a path', { path: 'Observation/o2' }, ['p2: o2']],
  ['a path of a patient', { path: 'Patient/p9' }, ['p9: p9']],
  ['a path of what is gone', { path: 'Observation/gone' }, []],
  ['nothing said: what the criteria give since 5 minutes before', {}, ['p1: o1,o3', 'p2: o2']],
  ['white space is nothing said', { body: ' \n' }, ['p1: o1,o3', 'p2: o2']],
];
test.each(tables)('%s', async (_name, notification, patients) => {
  expect(await named(notification)).toEqual(patients);
});

const refused: readonly (readonly [string, Partial<Notification>, string])[] = [
  ['a body that is no JSON', { body: '<Observation/>' }, 'bad-json'],
  ['null', { body: 'null' }, 'bad-request'],
  ['a list', { body: '[]' }, 'bad-request'],
  ['no resource type', { body: '{}' }, 'bad-request'],
  ['a code that is not what the type says', { body: JSON.stringify({ ...o1, code: { coding: 5 } }) }, 'bad-request'],
  ['a path that names no type', { path: 'observation/1' }, 'bad-request'],
];
test.each(refused)('refused for good: %s', async (_name, notification, code) => {
  await expect(find(notification)).rejects.toMatchObject({ code });
});

test('an id in the path cannot change the search', async () => {
  expect(await named({ path: 'Observation/o1&patient=p2' })).toEqual([]);
});
