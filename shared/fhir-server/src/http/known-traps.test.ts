import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle } from '@medplum/fhirtypes';
import { labObservation, listenFhir } from '../test-support.ts';

/**
 * What Medplum's MemoryRepository behind the same router gets wrong or leaves out (measured at 5.2.13). A search that we do
 * not support is refused by name: an empty answer would hide it.
 */
let running: Awaited<ReturnType<typeof listenFhir>>;
beforeAll(async () => {
  running = await listenFhir();
  running.server.repository.seed([
    labObservation('relative'),
    labObservation('absolute', { subject: { reference: `${running.url}/Patient/p1` } }),
    labObservation('coded', { code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] } }),
  ]);
});
afterAll(() => running.close());

const get = (path: string, init?: RequestInit): Promise<Response> => fetch(`${running.url}${path}`, init);
const post = (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
  get(path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/fhir+json', ...headers },
    body: JSON.stringify(body),
  });

describe('searches that it answers with nothing', () => {
  test.each([
    ['subject=p1', 3],
    ['subject:Patient=p1', 3],
    ['patient=Patient/p1', 3],
  ])('%s finds %p', async (query, total) => {
    const bundle: Bundle = JSON.parse(await (await get(`/Observation?${query}`)).text());
    expect(bundle.total).toBe(total);
  });

  test.each([
    '_has:Provenance:target:recorded=2026',
    'value-quantity=gt2',
    'code-value-quantity=2160-0$gt2',
    'code:in=http://example.org/ValueSet/x',
    'code:not-in=http://example.org/ValueSet/x',
    'code:above=2160-0',
    'code:below=2160-0',
    'patient.birthdate=1950',
    'typo=1',
    '_elements=id',
  ])('%s is refused by name', async (query) => {
    const response = await get(`/Observation?${query}`);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(`\\"${/^(_has|[^=.]+)/.exec(query)?.[0]}`);
  });
});

describe('answers that it gives wrongly', () => {
  test('PUT of an unknown id is 201 and has a Location', async () => {
    const response = await get('/Observation/new', {
      method: 'PUT',
      headers: { 'Content-Type': 'application/fhir+json' },
      body: JSON.stringify(labObservation('new')),
    });
    expect([response.status, response.headers.get('location')]).toEqual([
      201,
      `${running.url}/Observation/new/_history/1`,
    ]);
  });

  test('what was deleted is 410, not 404, and the delete is in the history', async () => {
    await get('/Observation/new', { method: 'DELETE' });
    expect((await get('/Observation/new')).status).toBe(410);
    const history: Bundle = JSON.parse(await (await get('/Observation/new/_history')).text());
    expect(history.entry?.[0]?.request?.method).toBe('DELETE');
  });

  test('a bogus If-Match is 412; If-None-Exist is 201, then 200', async () => {
    const body = JSON.stringify(labObservation('coded'));
    const headers = { 'Content-Type': 'application/fhir+json', 'If-Match': 'W/"bogus"' };
    expect((await get('/Observation/coded', { method: 'PUT', headers, body })).status).toBe(412);
    const once = { resourceType: 'Patient', identifier: [{ system: 'urn:mrn', value: 'eq1' }] };
    const condition = { 'If-None-Exist': 'identifier=eq1' };
    const statuses = [await post('/Patient', once, condition), await post('/Patient', once, condition)];
    expect(statuses.map(({ status }) => status)).toEqual([201, 200]);
  });

  test('a transaction that fails leaves nothing', async () => {
    const entry = [
      { resource: { resourceType: 'Flag' }, request: { method: 'POST', url: 'Flag' } },
      { request: { method: 'GET', url: 'Observation/none' } },
    ];
    expect((await post('', { resourceType: 'Bundle', type: 'transaction', entry })).status).toBe(404);
    expect(running.server.repository.allOf('Flag')).toEqual([]);
  });

  test('/metadata is a CapabilityStatement, and pages have links and a default size', async () => {
    expect(JSON.parse(await (await get('/metadata')).text())).toMatchObject({ resourceType: 'CapabilityStatement' });
    running.server.repository.seed(Array.from({ length: 150 }, (_, index) => labObservation(`many-${index}`)));
    const page: Bundle = JSON.parse(await (await get('/Observation?patient=p1')).text());
    expect([page.entry?.length, page.link?.map(({ relation }) => relation)]).toEqual([100, ['self', 'next']]);
  });
});
