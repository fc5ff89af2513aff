import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { createMemoryFhirClient } from '@cardwright/fhir';
import { findPatientIds } from './find-patient-ids.ts';

const { signal } = new AbortController();
const file = join(mkdtempSync(join(tmpdir(), 'cardwright-ids-')), 'ids.txt');
writeFileSync(file, 'p3\r\nPatient/p1\n\np3\n');
const fhir = createMemoryFhirClient({
  resources: ['p1', 'p2', 'p3'].map((id) => ({ resourceType: 'Patient', id })),
  now: () => '',
  newId: () => 'x',
  pageSize: 1,
});

test.each([
  ['2', ['p1', 'p2']],
  ['50', ['p1', 'p2', 'p3']],
  [file, ['p3', 'p1']],
  ['p2, p1,', ['p2', 'p1']],
  ['Patient/a.b-c', ['a.b-c']],
])('--patients %s', async (given, expected) => {
  expect(await findPatientIds(fhir, given, signal)).toEqual(expected);
});

test.each(['0', '', ' , ', '../../etc', 'a?b'])('--patients %j is refused', async (given) => {
  await expect(findPatientIds(fhir, given, signal)).rejects.toMatchObject({ code: 'bad-argument' });
});
