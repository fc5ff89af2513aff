import { describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { Observation, Resource } from '@medplum/fhirtypes';
import { createHttpFhirClient } from '@cardwright/fhir';
import { createTestFhir, testInstant } from '../testing/test-host.ts';
import type { ChangeEvent } from './notification-event.ts';
import { readChanges } from './read-changes.ts';

const recent = '2026-03-02T08:56:00.000Z';
const observation = (id: string, lastUpdated = recent): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [{ coding: [{ code: 'vital-signs' }] }],
  code: { text: 'x' },
  subject: { reference: 'Patient/p1' },
  identifier: [{ system: 'urn:example', value: `${id}-1` }],
  meta: { lastUpdated },
});
const patient: Resource = { resourceType: 'Patient', id: 'p9' };
const server = createTestFhir([
  observation('o1'),
  observation('o2'),
  observation('old', '2026-03-02T08:54:00.000Z'),
  patient,
]);

const about = (id: string, rest: Partial<ChangeEvent> = {}): ChangeEvent => ({
  focus: { kind: 'reference', type: 'Observation', id },
  isDelete: false,
  ...rest,
});
const named = (value: string, type?: string): ChangeEvent => ({
  focus: { kind: 'identifier', system: 'urn:example', value, ...(type === undefined ? {} : { type }) },
  isDelete: false,
});
const something: ChangeEvent = { isDelete: false };

async function read(events: readonly ChangeEvent[], fhir: Parameters<typeof readChanges>[1]['fhir'] = server) {
  const options = { fhir, criteria: ['Observation?category=vital-signs'], receivedAtMs: Date.parse(testInstant) };
  const seen = await readChanges(events, options, AbortSignal.timeout(5_000));
  return seen.map(({ type, id, resource }) => `${type}/${id}${resource === undefined ? ' gone' : ''}`);
}

test.each<[string, readonly ChangeEvent[], readonly string[]]>([
  ['nothing', [], []],
  ['a resource', [about('o1')], ['Observation/o1']],
  [
    'each once, however often it is named',
    [about('o1'), about('o2'), about('o1')],
    ['Observation/o1', 'Observation/o2'],
  ],
  [
    'a version is read as it is now',
    [about('o1', { focus: { kind: 'reference', type: 'Observation', id: 'o1', versionId: '1' } })],
    ['Observation/o1'],
  ],
  ['a delete is confirmed', [about('o7', { isDelete: true })], ['Observation/o7 gone']],
  ['a delete that is none', [about('o1', { isDelete: true })], ['Observation/o1']],
  ['a delete that nobody told', [about('o7')], ['Observation/o7 gone']],
  ['an identifier', [named('o2-1', 'Observation')], ['Observation/o2']],
  ['something: what the criteria give since 5 minutes before', [something], ['Observation/o1', 'Observation/o2']],
  [
    'an address elsewhere: the same',
    [{ ...something, refused: 'foreign-address' }],
    ['Observation/o1', 'Observation/o2'],
  ],
  ['an identifier that finds nothing: the same', [named('x', 'Observation')], ['Observation/o1', 'Observation/o2']],
  ['an identifier of no type: the same', [named('o2-1')], ['Observation/o1', 'Observation/o2']],
  ['something and a resource', [something, about('old')], ['Observation/o1', 'Observation/o2', 'Observation/old']],
  [
    'a type that is none',
    [about('o1', { focus: { kind: 'reference', type: 'observation', id: 'o1' } })],
    ['observation/o1 gone'],
  ],
])('%s', async (_name, events, expected) => {
  expect(await read(events)).toEqual(expected);
});

test('pushed content is not believed', async () => {
  const forged = { ...observation('o1'), subject: { reference: 'Patient/p2' } };
  const options = { fhir: server, criteria: ['Observation?'], receivedAtMs: 0 };
  const [seen] = await readChanges([about('o1', { resource: forged })], options, AbortSignal.timeout(5_000));
  expect(seen?.resource).toMatchObject({ subject: { reference: 'Patient/p1' } });
});

describe('the source cannot be read', () => {
  const failing = (error: Error) => ({ ...server, read: () => Promise.reject(error) });
  test.each([403, 500, 503])('%i is thrown: nothing is taken for gone', async (status) => {
    const error = new CardwrightError('fhir-refused', 'refused', { status });
    await expect(read([about('o1')], failing(error))).rejects.toBe(error);
  });

  test.each([404, 410])('%i is gone', async (status) => {
    expect(await read([about('o1')], failing(new CardwrightError('fhir-refused', 'refused', { status })))).toEqual([
      'Observation/o1 gone',
    ]);
  });

  test('no answer is thrown', async () => {
    const error = new CardwrightError('fhir-unreachable', 'away');
    await expect(read([about('o1')], failing(error))).rejects.toBe(error);
  });
});

test('a storm of resources is asked for a few at a time', async () => {
  let [open, most] = [0, 0];
  const fhir: typeof server = {
    ...server,
    read: async (type, id, signal) => {
      most = Math.max(most, (open += 1));
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      return server.read(type, id, signal);
    },
  };
  expect(
    await read(
      Array.from({ length: 100 }, (_, index) => about(`o${index}`)),
      fhir,
    ),
  ).toHaveLength(100);
  expect(most).toBe(8);
});

test('an identifier cannot change the search', async () => {
  const queries: string[] = [];
  const search: typeof server.search = async (query, ...rest) => {
    queries.push(query);
    return server.search(query, ...rest);
  };
  await read([named('a,b|c$&patient=p2', 'Observation')], { ...server, search });
  const [query = ''] = queries;
  expect([...new URLSearchParams(query.split('?')[1])]).toEqual([
    ['identifier', String.raw`urn:example|a\,b\|c\$&patient=p2`],
  ]);
});

describe('much that changed at once', () => {
  /** A server with so many changes, in pages of 20 where it is not asked for more. */
  const paging = (changes: number) =>
    createHttpFhirClient({
      baseUrl: 'https://ehr.example.org/fhir',
      fetch: async (input) => {
        const url = new URL(String(input));
        const [from, size] = [Number(url.searchParams.get('from') ?? 0), Number(url.searchParams.get('_count') ?? 20)];
        const ids = Array.from({ length: Math.min(size, changes - from) }, (_, index) => `o${from + index}`);
        url.searchParams.set('from', String(from + size));
        const link = from + size < changes ? [{ relation: 'next', url: url.href }] : [];
        const entry = ids.map((id) => ({ resource: observation(id) }));
        return Response.json({ resourceType: 'Bundle', type: 'searchset', link, entry });
      },
    });

  test('is looked at whole', async () => {
    expect(await read([something], paging(3_000))).toHaveLength(3_000);
  });

  test('and is not taken for whole where it is more than is read', async () => {
    await expect(read([something], paging(30_000))).rejects.toMatchObject({ code: 'too-large' });
  });
});
