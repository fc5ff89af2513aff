import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { labObservation, listenFhir } from '../test-support.ts';

type Running = Awaited<ReturnType<typeof listenFhir>>;
let running: Running;
beforeEach(async () => {
  running = await listenFhir();
  const { repository } = running.server;
  await repository.updateResource(labObservation('a'));
  await repository.createResource({ resourceType: 'Patient' });
  await repository.updateResource(labObservation('a', { status: 'amended' }));
  await repository.updateResource(labObservation('b'));
  await repository.deleteResource('Observation', 'b');
});
afterEach(() => running.close());

async function get<T extends Resource = Bundle>(path: string): Promise<T> {
  const response = await fetch(path.startsWith('http') ? path : `${running.url}${path}`);
  return JSON.parse(await response.text());
}
const statusOf = async (path: string): Promise<number> => (await fetch(`${running.url}${path}`)).status;
const told = ({ entry = [] }: Bundle): readonly string[] =>
  entry.map(({ request, response }) => `${request?.method} ${request?.url} ${response?.etag}`);

describe('history', () => {
  test.each([
    ['/Observation/a/_history', ['PUT Observation/a W/"2"', 'PUT Observation/a W/"1"']],
    [
      '/Observation/_history',
      ['DELETE Observation/b W/"2"', 'PUT Observation/b W/"1"', 'PUT Observation/a W/"2"', 'PUT Observation/a W/"1"'],
    ],
    [
      '/_history?_since=2026-01-01T00:00:01Z',
      ['DELETE Observation/b W/"2"', 'PUT Observation/b W/"1"', 'PUT Observation/a W/"2"', 'POST Patient W/"1"'],
    ],
    ['/Patient/_history?_since=2026-02-01', []],
  ])('%s: newest first, deletes as entries', async (path, expected) => {
    const bundle = await get(path);
    expect([bundle.type, bundle.total]).toEqual(['history', expected.length]);
    expect(told(bundle)).toEqual(expected);
  });

  test('asking twice gives the same order (MemoryRepository turns it over on every call)', async () => {
    const [first, second] = [await get('/Observation/a/_history'), await get('/Observation/a/_history')];
    expect(second).toEqual(first);
  });

  test('an entry has what history Bundles must have; a delete has no resource', async () => {
    const [deleted, written] = (await get('/Observation/_history')).entry ?? [];
    expect(deleted).toEqual({
      fullUrl: `${running.url}/Observation/b`,
      request: { method: 'DELETE', url: 'Observation/b' },
      response: { status: '204', etag: 'W/"2"', lastModified: '2026-01-01T00:00:04.000Z' },
    });
    expect(written).toMatchObject({ resource: { id: 'b', meta: { versionId: '1' } }, response: { status: '201' } });
  });

  test('following next gives each version once, though others write meanwhile', async () => {
    const seen: string[] = [];
    for (let url: string | undefined = '/_history?_count=2'; url !== undefined;) {
      const page: Bundle = await get(url);
      seen.push(...told(page));
      await running.server.repository.updateResource(labObservation('meanwhile'));
      url = page.link?.find(({ relation }) => relation === 'next')?.url;
    }
    expect(seen).toHaveLength(5);
    expect(new Set(seen).size).toBe(5);
  });

  test.each<[string, number]>([
    ['/Observation/a/_history/1', 200],
    ['/Observation/a/_history/2', 200],
    ['/Observation/a/_history/3', 404],
    ['/Observation/b/_history/1', 200],
    ['/Observation/b/_history/2', 410],
    ['/Observation/b', 410],
    ['/Observation/never/_history', 404],
    ['/Nonsense/_history', 404],
    ['/_history?_since=soon', 400],
    ['/_history?_count=0', 400],
    ['/_history?_list=x', 400],
  ])('%s is %p', async (path, status) => {
    expect(await statusOf(path)).toBe(status);
  });

  test('a version that is at hand already is 304', async () => {
    const etag = (await fetch(`${running.url}/Observation/a`)).headers.get('etag') ?? '';
    const again = await fetch(`${running.url}/Observation/a`, { headers: { 'If-None-Match': etag } });
    expect([again.status, await again.text()]).toEqual([304, '']);
  });
});

test('of the superseded versions the oldest go; the newest of each resource stays, a delete too', async () => {
  await running.close();
  running = await listenFhir({ maxSupersededVersions: 3 });
  const { repository } = running.server;
  await repository.updateResource(labObservation('first'));
  await repository.updateResource(labObservation('gone'));
  await repository.deleteResource('Observation', 'gone');
  for (let count = 0; count < 10; count += 1) await repository.updateResource(labObservation('busy'));
  const bundle: Bundle = JSON.parse(await (await fetch(`${running.url}/_history`)).text());
  expect(told(bundle)).toEqual([
    'PUT Observation/busy W/"10"',
    'PUT Observation/busy W/"9"',
    'PUT Observation/busy W/"8"',
    'PUT Observation/busy W/"7"',
    'DELETE Observation/gone W/"2"',
    'PUT Observation/first W/"1"',
  ]);
});
