import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bundle, BundleEntry, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { labObservation, listenFhir } from '../test-support.ts';

type Running = Awaited<ReturnType<typeof listenFhir>>;
let running: Running;
beforeEach(async () => {
  running = await listenFhir();
});
afterEach(() => running.close());

const patient: Resource = { resourceType: 'Patient', identifier: [{ system: 'urn:mrn', value: '7' }] };
const of = (reference: string): Resource => labObservation('x', { subject: { reference } });
const withoutId = ({ ...resource }: Resource): Resource => {
  delete resource.id;
  return resource;
};

async function post<T extends Resource = Bundle>(
  entry: readonly BundleEntry[],
  type = 'transaction',
): Promise<readonly [number, T]> {
  const response = await fetch(running.url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/fhir+json' },
    body: JSON.stringify({ resourceType: 'Bundle', type, entry }),
  });
  return [response.status, JSON.parse(await response.text())];
}
const count = (type: string): number => running.server.repository.allOf(type).length;
const statuses = ({ entry = [] }: Bundle) => entry.map(({ response }) => response?.status);

describe('all', () => {
  test('a urn:uuid becomes the id that the server gave, whatever the order of the entries', async () => {
    const [status, bundle] = await post([
      { resource: of('urn:uuid:1'), request: { method: 'POST', url: 'Observation' } },
      { fullUrl: 'urn:uuid:1', resource: patient, request: { method: 'POST', url: 'Patient' } },
    ]);
    expect([status, bundle.type, statuses(bundle)]).toEqual([200, 'transaction-response', ['201', '201']]);
    const [observation, created] = bundle.entry ?? [];
    expect(observation?.resource).toMatchObject({ subject: { reference: `Patient/${created?.resource?.id}` } });
    expect(created?.response).toMatchObject({
      location: `Patient/${created?.resource?.id}/_history/1`,
      etag: 'W/"1"',
    });
    const { repository } = running.server;
    expect(repository.searchByQuery('Observation', [['patient', created?.resource?.id ?? '']]).total).toBe(1);
  });

  test('deletes, creates, updates, patches and reads, in that order, in one go', async () => {
    const { repository } = running.server;
    await repository.updateResource(labObservation('old'));
    await repository.updateResource(labObservation('patched'));
    const data = Buffer.from(JSON.stringify([{ op: 'replace', path: '/status', value: 'amended' }])).toString('base64');
    const binary: Resource = { resourceType: 'Binary', contentType: 'application/json-patch+json', data };
    const [, bundle] = await post([
      { request: { method: 'GET', url: 'Observation?_sort=_id' } },
      { resource: binary, request: { method: 'PATCH', url: 'Observation/patched' } },
      { resource: labObservation('put'), request: { method: 'PUT', url: 'Observation/put' } },
      { request: { method: 'DELETE', url: 'Observation/old' } },
    ]);
    expect(statuses(bundle)).toEqual(['200', '200', '201', '204']);
    const found = bundle.entry?.[0]?.resource;
    expect(found?.resourceType === 'Bundle' && found.entry?.map(({ resource }) => resource)).toMatchObject([
      { id: 'patched', status: 'amended' },
      { id: 'put' },
    ]);
  });

  test('conditional create: what is there already is what references mean', async () => {
    const { id } = await running.server.repository.createResource(patient);
    const [, bundle] = await post([
      {
        fullUrl: 'urn:uuid:p',
        resource: patient,
        request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:mrn|7' },
      },
      { resource: of('urn:uuid:p'), request: { method: 'POST', url: 'Observation' } },
    ]);
    expect([statuses(bundle), count('Patient')]).toEqual([['200', '201'], 1]);
    expect(bundle.entry?.[1]?.resource).toMatchObject({ subject: { reference: `Patient/${id}` } });
  });

  test('a conditional reference may mean what the same transaction creates', async () => {
    const [, bundle] = await post([
      { resource: of('Patient?identifier=urn:mrn|7'), request: { method: 'POST', url: 'Observation' } },
      { resource: patient, request: { method: 'POST', url: 'Patient' } },
    ]);
    const id = bundle.entry?.[1]?.resource?.id ?? 'none';
    expect(bundle.entry?.[0]?.resource).toMatchObject({
      subject: { reference: `Patient/${id}` },
      meta: { versionId: '1' },
    });
    const { repository } = running.server;
    expect(repository.searchByQuery('Observation', [['patient', id]]).total).toBe(1);
    expect(repository.resources.history({ resourceType: 'Observation' })).toHaveLength(1);
  });

  test('conditional update and delete inside', async () => {
    const { repository } = running.server;
    await repository.createResource(patient);
    await repository.updateResource(labObservation('x', { identifier: [{ value: 'gone' }] }));
    const [, bundle] = await post([
      { resource: withoutId({ ...patient }), request: { method: 'PUT', url: 'Patient?identifier=urn:mrn|7' } },
      { request: { method: 'DELETE', url: 'Observation?identifier=gone' } },
      { request: { method: 'DELETE', url: 'Observation?identifier=never' } },
    ]);
    expect(statuses(bundle)).toEqual(['200', '204', '204']);
    expect([count('Patient'), count('Observation')]).toEqual([1, 0]);
  });

  test('subscribers and history see it when it is whole', async () => {
    const told: string[] = [];
    running.server.repository.observe({
      admit: (resource) => resource,
      written: ({ resourceType }) => told.push(`${resourceType} ${count('Patient')}${count('Observation')}`),
      deleted: () => told.push('deleted'),
    });
    await post([
      { resource: patient, request: { method: 'POST', url: 'Patient' } },
      { resource: of('Patient/none'), request: { method: 'POST', url: 'Observation' } },
    ]);
    expect(told).toEqual(['Patient 11', 'Observation 11']);
  });
});

describe('or none', () => {
  const good: BundleEntry = { resource: patient, request: { method: 'POST', url: 'Patient' } };
  test.each<[string, BundleEntry[], number]>([
    [
      'an invalid resource',
      [{ resource: withoutId(of('Patient/1')), request: { method: 'POST', url: 'Patient' } }],
      400,
    ],
    ['a dangling urn', [{ resource: of('urn:uuid:none'), request: { method: 'POST', url: 'Observation' } }], 400],
    [
      'a stale version',
      [{ resource: labObservation('kept'), request: { method: 'PUT', url: 'Observation/kept', ifMatch: 'W/"9"' } }],
      412,
    ],
    [
      'a reference that matches nothing',
      [{ resource: of('Group?_id=1'), request: { method: 'POST', url: 'Observation' } }],
      400,
    ],
    ['a read of what is not there', [{ request: { method: 'GET', url: 'Observation/none' } }], 404],
    [
      'two writes of one resource',
      [
        { request: { method: 'DELETE', url: 'Observation/kept' } },
        { resource: labObservation('kept'), request: { method: 'PUT', url: 'Observation/kept' } },
      ],
      400,
    ],
    [
      'two creates on one condition',
      ['1', '2'].map(() => ({
        resource: patient,
        request: { method: 'POST' as const, url: 'Patient', ifNoneExist: 'identifier=urn:mrn|9' },
      })),
      400,
    ],
    ['no request', [{ resource: patient }], 400],
  ])('%s', async (_name, entries, expected) => {
    const { repository } = running.server;
    await repository.updateResource(labObservation('kept'));
    const [status, outcome] = await post<OperationOutcome>([
      good,
      { request: { method: 'DELETE', url: 'Observation/kept-not' } },
      ...entries,
    ]);
    expect([status, outcome.resourceType]).toEqual([expected, 'OperationOutcome']);
    expect(outcome.issue[0]?.expression?.[0]).toMatch(/^Bundle\.entry\[[23]\]$/);
    expect([count('Patient'), count('Observation')]).toEqual([0, 1]);
    expect(repository.searchByQuery('Patient', [['identifier', 'urn:mrn|7']]).total).toBe(0);
    expect(repository.resources.history({})).toHaveLength(1);
  });

  test('several meet the condition: 412', async () => {
    const { repository } = running.server;
    await repository.createResource(patient);
    await repository.createResource(patient);
    const [status] = await post([
      { resource: of('Patient?identifier=urn:mrn|7'), request: { method: 'POST', url: 'Observation' } },
    ]);
    expect([status, count('Observation')]).toEqual([412, 0]);
  });

  test('a delete is taken back, with its place in the indexes', async () => {
    const { resources } = running.server.repository;
    resources.update(labObservation('a'));
    const before = resources.read('Observation', 'a');
    expect(() =>
      resources.atomically(() => {
        resources.remove('Observation', 'a');
        resources.update(labObservation('a', { status: 'amended' }));
        throw new Error('halfway');
      }),
    ).toThrow('halfway');
    expect(resources.read('Observation', 'a')).toBe(before);
    expect(resources.search('Observation', [['status', 'final']]).total).toBe(1);
  });
});

test('a batch: each by itself, with version and place', async () => {
  const [status, bundle] = await post(
    [
      { resource: patient, request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:mrn|7' } },
      { resource: patient, request: { method: 'POST', url: 'Patient', ifNoneExist: 'identifier=urn:mrn|7' } },
      { request: { method: 'GET', url: 'Patient/none' } },
      { resource: labObservation('a'), request: { method: 'PUT', url: 'Observation/a', ifMatch: 'W/"4"' } },
      { request: { method: 'DELETE', url: 'Observation/a' } },
      { resource: { resourceType: 'Bundle', type: 'batch' }, request: { method: 'POST', url: '/' } },
      {},
    ],
    'batch',
  );
  expect([status, statuses(bundle)]).toEqual([200, ['201', '200', '404', '412', '204', '400', '400']]);
  expect(bundle.entry?.[0]?.response).toMatchObject({ etag: 'W/"1"' });
  expect(count('Patient')).toBe(1);
});
