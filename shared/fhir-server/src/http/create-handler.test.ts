import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bundle, CapabilityStatement, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { labObservation, listenFhir } from '../test-support.ts';

type Running = Awaited<ReturnType<typeof listenFhir>>;
let running: Running;
beforeEach(async () => {
  running = await listenFhir({ maxBodyBytes: 20_000 });
});
afterEach(() => running.close());

const fhirJson = 'application/fhir+json';
const request = (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Response> =>
  fetch(`${running.url}${path}`, {
    method,
    headers: { ...(body !== undefined && { 'Content-Type': fhirJson }), ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
const json = async <T>(response: Response): Promise<T> => JSON.parse(await response.text());
const told = async (response: Response): Promise<readonly [number, string | undefined]> => {
  expect(response.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
  const outcome = await json<OperationOutcome>(response);
  expect(outcome.resourceType).toBe('OperationOutcome');
  return [response.status, outcome.issue[0]?.details?.text];
};

describe('create, read, update, delete', () => {
  test('create answers 201 with Location, ETag and Last-Modified', async () => {
    const response = await request('POST', '/Observation', labObservation('ignored'));
    expect([response.status, response.headers.get('content-type')]).toEqual([
      201,
      'application/fhir+json; charset=utf-8',
    ]);
    expect(response.headers.get('location')).toBe(`${running.url}/Observation/new-1/_history/1`);
    expect(response.headers.get('etag')).toBe('W/"1"');
    expect(response.headers.get('last-modified')).toBe('Thu, 01 Jan 2026 00:00:00 GMT');
    const read = await request('GET', '/Observation/new-1');
    expect(await json(read)).toEqual(await json(response));
    expect(read.headers.get('location')).toBeNull();
  });

  test('PUT creates with 201, then updates with 200, then 412 on a stale version', async () => {
    expect((await request('PUT', '/Observation/a', labObservation('a'))).status).toBe(201);
    const updated = await request('PUT', '/Observation/a', labObservation('a'), { 'If-Match': 'W/"1"' });
    expect([updated.status, updated.headers.get('etag')]).toEqual([200, 'W/"2"']);
    expect((await request('PUT', '/Observation/a', labObservation('a'), { 'If-Match': 'W/"1"' })).status).toBe(412);
  });

  test('DELETE, then 410; unknown is 404; PUT brings it back with 201', async () => {
    await request('PUT', '/Observation/a', labObservation('a'));
    expect((await request('DELETE', '/Observation/a')).status).toBe(200);
    expect(await told(await request('GET', '/Observation/a'))).toEqual([410, 'Gone']);
    expect(await told(await request('GET', '/Observation/never'))).toEqual([404, 'Not found']);
    expect((await request('PUT', '/Observation/a', labObservation('a'))).status).toBe(201);
  });

  test('conditional update is idempotent, and needs a condition', async () => {
    const risk = {
      resourceType: 'RiskAssessment',
      status: 'final',
      subject: { reference: 'Patient/p1' },
      identifier: [{ system: 'urn:c', value: 'x|1' }],
    };
    const path = `/RiskAssessment?identifier=${encodeURIComponent('urn:c|x|1')}`;
    const first = await request('PUT', path, risk);
    const second = await request('PUT', path, risk);
    expect([first.status, second.status]).toEqual([201, 200]);
    expect((await json<Resource>(second)).id).toBe((await json<Resource>(first)).id);
    expect(await told(await request('PUT', '/RiskAssessment', risk))).toEqual([
      400,
      'A conditional write needs a search parameter.',
    ]);
    expect((await request('DELETE', '/RiskAssessment')).status).toBe(400);
  });

  test('conditional create finds what is there', async () => {
    const observation = labObservation('x', { identifier: [{ system: 'urn:lab', value: '9' }] });
    expect(
      (await request('POST', '/Observation', observation, { 'If-None-Exist': 'identifier=urn:lab|9' })).status,
    ).toBe(201);
    const withoutId = { ...observation };
    delete withoutId.id;
    expect((await request('POST', '/Observation', withoutId, { 'If-None-Exist': 'identifier=urn:lab|9' })).status).toBe(
      200,
    );
  });
});

describe('what is refused', () => {
  test.each<[string, string, unknown, Record<string, string>, number]>([
    ['POST', '/Observation', '{"resourceType":', {}, 400],
    ['POST', '/Observation', '"text"', {}, 400],
    ['POST', '/Observation', { resourceType: 'Patient' }, {}, 400],
    ['POST', '/Nonsense', { resourceType: 'Nonsense' }, {}, 400],
    ['POST', '/Observation', undefined, {}, 400],
    ['PUT', '/Observation/a', labObservation('b'), {}, 400],
    ['PUT', '/Observation/a%20b', { ...labObservation('a b') }, {}, 400],
    ['POST', '/Observation', '<Observation/>', { 'Content-Type': 'application/fhir+xml' }, 415],
    ['POST', '/Observation', { ...labObservation('a'), note: [{ text: 'x'.repeat(30_000) }] }, {}, 413],
    ['GET', '/Nonsense?_id=1', undefined, {}, 404],
    ['GET', '/Observation/a/_history', undefined, {}, 404],
    ['GET', '/Observation/_history?_at=2026', undefined, {}, 400],
    ['PUT', '/Observation/a', labObservation('a'), { 'If-Match': 'bogus' }, 412],
    ['GET', '/Patient/p1/$everything', undefined, {}, 404],
    ['GET', '', undefined, {}, 404],
    ['OPTIONS', '/Observation', undefined, {}, 404],
    ['POST', '', { resourceType: 'Bundle', type: 'collection', entry: [] }, {}, 400],
    ['POST', '/$graphql', { query: '{x}' }, {}, 404],
  ])('%s %s', async (method, path, body, headers, status) => {
    expect((await told(await request(method, path, body, headers)))[0]).toBe(status);
  });

  test('an unknown search parameter, by name', async () => {
    const [status, text] = await told(await request('GET', '/Observation?patient=p1&codes=2160-0'));
    expect(status).toBe(400);
    expect(text).toContain('"codes" is not supported for Observation');
  });
});

describe('search over HTTP', () => {
  beforeEach(() => {
    running.server.repository.seed(
      [1, 2, 3, 4, 5].map((day) => labObservation(`o${day}`, { effectiveDateTime: `2026-01-0${day}` })),
    );
  });

  test('pages link to each other under the base of the request', async () => {
    const query = `patient=Patient/p1&code=${encodeURIComponent('http://loinc.org|2160-0')}&_sort=-date&_count=2`;
    const first = await json<Bundle>(await request('GET', `/Observation?${query}`));
    expect([first.type, first.total, first.entry?.map(({ resource }) => resource?.id)]).toEqual([
      'searchset',
      5,
      ['o5', 'o4'],
    ]);
    expect(first.entry?.[0]).toMatchObject({ fullUrl: `${running.url}/Observation/o5`, search: { mode: 'match' } });
    const next = first.link?.find(({ relation }) => relation === 'next')?.url ?? '';
    expect(next.startsWith(`${running.url}/Observation?`)).toBe(true);
    const second = await json<Bundle>(await fetch(next));
    expect(second.entry?.map(({ resource }) => resource?.id)).toEqual(['o3', 'o2']);
    const third = await json<Bundle>(await fetch(second.link?.find(({ relation }) => relation === 'next')?.url ?? ''));
    expect([third.entry?.length, third.link?.map(({ relation }) => relation)]).toEqual([1, ['self']]);
  });

  test('the patient by the absolute URL under which this server was reached', async () => {
    const count = async (patient: string) =>
      (await json<Bundle>(await request('GET', `/Observation?_summary=count&patient=${patient}`))).total;
    expect(await count(encodeURIComponent(`${running.url}/Patient/p1`))).toBe(5);
    expect(await count(`${running.url}/Patient/p1`)).toBe(5);
    expect(await count(encodeURIComponent('http://other.example/fhir/Patient/p1'))).toBe(0);
  });

  test('repeated parameters are AND-ed', async () => {
    const bundle = await json<Bundle>(await request('GET', '/Observation?date=ge2026-01-02&date=le2026-01-03'));
    expect(bundle.entry?.map(({ resource }) => resource?.id)).toEqual(['o2', 'o3']);
  });

  test('by POST as a form', async () => {
    const response = await fetch(`${running.url}/Observation/_search`, {
      method: 'POST',
      body: new URLSearchParams({ patient: 'p1', date: 'lt2026-01-02' }),
    });
    expect((await json<Bundle>(response)).entry?.map(({ resource }) => resource?.id)).toEqual(['o1']);
  });

  test('a batch answers each entry by itself', async () => {
    const entry = [
      { request: { method: 'GET', url: 'Observation?patient=p1&_count=1' } },
      { request: { method: 'GET', url: 'Observation/none' } },
      { request: { method: 'PUT', url: 'Observation/new' }, resource: labObservation('new') },
      { request: { method: 'GET', url: 'Observation?typo=1' } },
    ];
    const response = await json<Bundle>(await request('POST', '', { resourceType: 'Bundle', type: 'batch', entry }));
    expect(response.type).toBe('batch-response');
    expect(response.entry?.map((one) => one.response?.status)).toEqual(['200', '404', '201', '400']);
    const page = response.entry?.[0]?.resource;
    expect(page?.resourceType === 'Bundle' && page.entry?.[0]?.fullUrl).toBe(`${running.url}/Observation/o1`);
  });
});

describe('metadata', () => {
  test('every listed search parameter is answered, so the list is true', async () => {
    const statement = await json<CapabilityStatement>(await request('GET', '/metadata'));
    expect([statement.fhirVersion, statement.kind]).toEqual(['4.0.1', 'instance']);
    const listed = (statement.rest?.[0]?.resource ?? []).flatMap(({ type, searchParam }) =>
      (searchParam ?? []).map((one) => `/${type}?${one.name}=${one.type === 'date' ? '2026' : 'x'}&_summary=count`),
    );
    expect(listed.length).toBeGreaterThan(400);
    const sample = listed.filter((_, index) => index % 7 === 0);
    const statuses = await Promise.all(sample.map(async (path) => (await request('GET', path)).status));
    expect(new Set(statuses)).toEqual(new Set([200]));
  });
});
