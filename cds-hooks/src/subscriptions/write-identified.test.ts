import { expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Device } from '@medplum/fhirtypes';
import { createTestFhir } from '../testing/test-host.ts';
import { byIdentifier, findAll, writeIdentified } from './write-identified.ts';

const system = 'urn:example:device';
const device = (status: Device['status']): Device => ({
  resourceType: 'Device',
  identifier: [{ system, value: 'a' }],
  ...(status === undefined ? {} : { status }),
});
const params = byIdentifier(system, 'a');
const signal = AbortSignal.timeout(5_000);
const write = (fhir: FhirClient, status: Device['status']) => writeIdentified(fhir, device(status), params, signal);

test('the first is made, the next replaces it, under the id of the server', async () => {
  const fhir = createTestFhir([]);
  const id = await write(fhir, 'active');
  expect(await write(fhir, 'inactive')).toBe(id);
  expect(await findAll(fhir, 'Device', params, signal)).toMatchObject([{ id, status: 'inactive' }]);
});

test('of two that were made at the same moment the lowest id is the one, for everybody', async () => {
  const fhir = createTestFhir([
    { ...device('active'), id: 'b' },
    { ...device('active'), id: 'a' },
  ]);
  expect(await write(fhir, 'inactive')).toBe('a');
  expect(await findAll(fhir, 'Device', params, signal)).toMatchObject([
    { id: 'a', status: 'inactive' },
    { id: 'b', status: 'active' },
  ]);
});

test('a server that does not say what it stored is asked', async () => {
  const fhir = createTestFhir([]);
  const terse: FhirClient = {
    ...fhir,
    conditionalUpdate: async (...args) => {
      const { id: _, ...rest } = await fhir.conditionalUpdate(...args);
      return { ...rest } as (typeof args)[2];
    },
  };
  expect(await write(terse, 'active')).toBe('new-1');
});

test('any other refusal is thrown', async () => {
  const error = new CardwrightError('fhir-refused', 'The FHIR server refused with status 422.', { status: 422 });
  const fhir: FhirClient = { ...createTestFhir([]), conditionalUpdate: () => Promise.reject(error) };
  await expect(write(fhir, 'active')).rejects.toBe(error);
});
