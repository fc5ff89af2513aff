import { createServer, type Server } from 'node:http';
import { afterEach, expect, test } from '@jest/globals';
import { isInForce } from '@cardwright/audit';
import { createHttpFhirClient, type FhirClient } from '@cardwright/fhir';
import { createFhirServer, type FhirServer } from '@cardwright/fhir-server';
import type { Resource } from '@medplum/fhirtypes';
import express from 'express';
import { openWard, type Ward } from '../testing/ward.ts';

const open: { readonly http: Server; readonly server: FhirServer }[] = [];
const wards: Ward[] = [];
afterEach(async () => {
  await Promise.all(wards.splice(0).map(({ host }) => host.store.close()));
  for (const { http, server } of open.splice(0)) {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
    await server.close();
  }
});

/** The embedded server on a free port, with the chart on it. */
async function openFhir(chart: readonly Resource[]): Promise<FhirClient> {
  let count = 0;
  const server = createFhirServer({ now: () => new Date(), newId: () => `server-${(count += 1)}`, fetch });
  const http = createServer(express().use('/fhir', server.handler));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  open.push({ http, server });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
  const fhir = createHttpFhirClient({ baseUrl: `http://127.0.0.1:${address.port}/fhir`, fetch });
  for (const { id = '', ...resource } of chart) await fhir.update({ ...resource, id }, AbortSignal.timeout(5_000));
  return fhir;
}

async function opened(service: string, file: string): Promise<Ward> {
  const ward = await openWard({ service, file, openFhir });
  wards.push(ward);
  return ward;
}
const types = ['Device', 'RiskAssessment', 'GuidanceResponse', 'Provenance', 'Flag', 'Task'] as const;
const counts = async ({ all }: Ward) =>
  Object.fromEntries(await Promise.all(types.map(async (type) => [type, (await all(type)).length] as const)));
async function forget({ host: { store } }: Ward): Promise<void> {
  for (const collection of ['published', 'device'] as const)
    for (const place of await store.listStates(collection, 'ward')) await store.deleteState(place);
}

test.each([
  ['deterioration-news2', 'score-7.json', 'Flag'],
  ['aki-kdigo', 'ratio-2.json', 'Task'],
] as const)(
  '%s: one of each on a server over HTTP, however often and whatever is forgotten',
  async (service, file, raised) => {
    const ward = await opened(service, file);
    await ward.answer();
    const once = { Device: 1, RiskAssessment: 1, GuidanceResponse: 1, Provenance: 1, Flag: 0, Task: 0, [raised]: 1 };
    expect(await counts(ward)).toEqual(once);
    await ward.answer();
    await forget(ward);
    ward.setMinutes(1);
    await ward.answer();
    expect(await counts(ward)).toEqual(once);
    const [assessment] = await ward.all('RiskAssessment');
    expect(assessment?.id).toMatch(/^server-/);
    expect(assessment?.basis?.every(({ reference }) => reference?.includes('/_history/'))).toBe(true);
  },
);

test('withdrawn on a server over HTTP', async () => {
  const ward = await opened('deterioration-news2', 'score-7.json');
  await ward.answer();
  for (const { id = '', ...rest } of await ward.all('Observation'))
    await ward.fhir.update({ ...rest, id, status: 'entered-in-error' }, AbortSignal.timeout(5_000));
  await ward.answer();
  const written: readonly Resource[] = [...(await ward.all('RiskAssessment')), ...(await ward.all('Flag'))];
  expect(written).toHaveLength(2);
  expect(written.filter(isInForce)).toEqual([]);
});
