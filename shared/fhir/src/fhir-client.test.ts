import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Bundle, Observation, Parameters, Resource, RiskAssessment } from '@medplum/fhirtypes';
import type { FhirClient, FhirOperation } from './fhir-client.ts';
import { createHttpFhirClient } from './http-fhir-client.ts';
import type { MemoryFhirClientOptions } from './memory-fhir-client.ts';
import { createMemoryFhirClient } from './memory-fhir-client.ts';
import { condition, loinc, observation, patient } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';
import { serveMemoryFhir } from './testing/serve-memory-fhir.ts';

const { signal } = new AbortController();
const day = (date: number) => ({ effectiveDateTime: `2026-01-0${date}T10:00:00Z` });
const laboratory = [
  { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
];

const chart: readonly Resource[] = deepFreeze([
  patient,
  { ...patient, id: 'a&b|c,d+e' },
  observation('o1', { ...day(1), category: laboratory }),
  observation('o2', { ...day(3), status: 'preliminary' }),
  observation('o3', { ...day(2), code: { coding: [{ system: 'http://local', code: '2160-0' }] } }),
  observation('o4', {
    ...day(5),
    code: {
      coding: [
        { system: 'http://local', code: 'x' },
        { system: loinc, code: '2345-7' },
      ],
    },
  }),
  observation('other', { subject: { reference: 'Patient/p2' } }),
  observation('absolute', {
    ...day(4),
    subject: { reference: 'http://example.org/fhir/Patient/p1' },
    meta: { lastUpdated: '2026-03-01T00:00:00Z' },
  }),
  observation('odd', { subject: { reference: 'Patient/a&b|c,d+e' } }),
  condition('c1'),
]);

const searches: readonly (readonly [query: string, ids: readonly string[]])[] = [
  ['Observation?patient=p1', ['absolute', 'o1', 'o2', 'o3', 'o4']],
  ['Observation?patient=Patient/p1&_sort=-date', ['o4', 'absolute', 'o2', 'o3', 'o1']],
  ['Observation?subject=Patient/p1&_sort=date', ['o1', 'o3', 'o2', 'absolute', 'o4']],
  ['Observation?patient=p1&code=2160-0', ['absolute', 'o1', 'o2', 'o3']],
  ['Observation?patient=p1&code=http://loinc.org|2160-0', ['absolute', 'o1', 'o2']],
  ['Observation?patient=p1&code=http://loinc.org|2160-0,http://loinc.org|2345-7', ['absolute', 'o1', 'o2', 'o4']],
  ['Observation?patient=p1&code=http%3A%2F%2Floinc.org%7C2160-0&_sort=-date&_count=2', ['absolute', 'o2', 'o1']],
  ['Observation?patient=p1&code=http://loinc.org|', ['absolute', 'o1', 'o2', 'o4']],
  ['Observation?patient=p1&status=preliminary', ['o2']],
  ['Observation?patient=p1&category=laboratory', ['o1']],
  ['Observation?patient=p1&date=ge2026-01-03&date=lt2026-01-05', ['absolute', 'o2']],
  ['Observation?_id=o1,o3', ['o1', 'o3']],
  ['Observation?_lastUpdated=gt2026-02-01', ['absolute']],
  ['Observation?patient=nobody', []],
  ['Condition?patient=p1', ['c1']],
];

/** What is handed to the suite: a client whose server holds what the options say, and how to end it. */
type StartClient = (options: MemoryFhirClientOptions) => Promise<{ client: FhirClient; stop: () => Promise<void> }>;

/** The promises of FhirClient. Both implementations run it; where it passes, one can stand in for the other. */
function describeFhirClient(name: string, start: StartClient): void {
  describe(`FhirClient contract: ${name}`, () => {
    let client: FhirClient;
    let stop: () => Promise<void>;
    beforeAll(async () => {
      let ids = 0;
      const options = {
        resources: chart,
        now: () => '2026-01-10T00:00:00.000Z',
        newId: () => `new-${++ids}`,
        operations: {
          $status: ({ id, method, body, params = [] }: FhirOperation): Parameters => ({
            resourceType: 'Parameters',
            parameter: [{ name: 'seen', valueString: JSON.stringify({ id, method, body, params }) }],
          }),
          $silent: () => undefined,
        },
      };
      ({ client, stop } = await start(options));
    });
    afterAll(() => stop());
    const server = () => client;
    readsAndSearches(server);
    writes(server);
    versions(server);
    conditionalCreates(server);
    operationsAndBatches(server);
    givesUp(server);
  });
}

function readsAndSearches(client: () => FhirClient): void {
  test.each(['p1', 'a&b|c,d+e'])('reads Patient %s', async (id) => {
    await expect(client().read('Patient', id, signal)).resolves.toEqual({ ...patient, id });
  });

  test('a missing resource is refused with its status and no id in the message', async () => {
    const error = await client()
      .read('Patient', 'p-missing', signal)
      .catch((e: unknown) => e);
    expect(error).toMatchObject({ code: 'fhir-refused', details: { status: 404, issues: ['not-found'] } });
    expect(String(error)).not.toContain('p-missing');
  });

  test.each(searches)('search %s', async (query, ids) => {
    const { resources, truncated, outcomes } = await client().search(query, signal);
    const found = resources.map(({ id }) => id);
    expect(query.includes('_sort') ? found : found.sort()).toEqual(ids);
    expect({ truncated, outcomes }).toEqual({ truncated: false, outcomes: [] });
  });

  test.each([
    [{ maxPages: 1 }, ['o4', 'absolute'], true],
    [{ maxPages: 2 }, ['o4', 'absolute', 'o2', 'o3'], true],
    [{ maxPages: 3 }, ['o4', 'absolute', 'o2', 'o3', 'o1'], false],
    [{ maxEntries: 3 }, ['o4', 'absolute', 'o2'], true],
    [{ maxEntries: 4 }, ['o4', 'absolute', 'o2', 'o3'], true],
    [{ maxEntries: 5 }, ['o4', 'absolute', 'o2', 'o3', 'o1'], false],
  ])('pages of two within %j', async (limits, ids, truncated) => {
    const result = await client().search('Observation?patient=p1&_sort=-date&_count=2', signal, limits);
    expect(result.resources.map(({ id }) => id)).toEqual(ids);
    expect(result.truncated).toBe(truncated);
  });

  test.each(['Observation?patient=p1&colour=red', 'Observation?patient=nobody&colour=red', 'Observation?_sort=colour'])(
    'refuses what it does not know: %s',
    async (query) => {
      await expect(client().search(query, signal)).rejects.toMatchObject({
        code: 'fhir-refused',
        details: { status: 400 },
      });
    },
  );
}

function writes(client: () => FhirClient): void {
  test('creates, updates and reads back', async () => {
    const draft = observation('draft');
    delete draft.id;
    const created = await client().create<Observation>(deepFreeze(draft), signal);
    expect(created).toMatchObject({ ...draft, meta: { versionId: '1', lastUpdated: '2026-01-10T00:00:00.000Z' } });
    const id = created.id ?? '';
    const updated = await client().update({ ...created, id, status: 'amended' }, signal);
    expect(updated).toMatchObject({ id, status: 'amended', meta: { versionId: '2' } });
    await expect(client().read('Observation', id, signal)).resolves.toEqual(updated);
  });

  test('a conditional update creates once, replaces after, and refuses an ambiguous match', async () => {
    const risk = (status: RiskAssessment['status'], value = 'k|1&2'): RiskAssessment => ({
      resourceType: 'RiskAssessment',
      status,
      subject: { reference: 'Patient/p1' },
      identifier: [{ system: 'urn:cardwright', value }],
    });
    const key = [['identifier', 'urn:cardwright|k|1&2']] as const;
    const first = await client().conditionalUpdate('RiskAssessment', key, risk('preliminary'), signal);
    const second = await client().conditionalUpdate('RiskAssessment', key, risk('final'), signal);
    expect(second).toMatchObject({ id: first.id, status: 'final', meta: { versionId: '2' } });
    expect((await client().search('RiskAssessment?patient=p1', signal)).resources).toHaveLength(1);
    await client().create(risk('final'), signal);
    await expect(client().conditionalUpdate('RiskAssessment', key, risk('final'), signal)).rejects.toMatchObject({
      code: 'fhir-refused',
      details: { status: 412 },
    });
  });
}

function versions(client: () => FhirClient): void {
  const stored = async (): Promise<{ id: string; versionId: string }> => {
    const { id = '', meta } = await client().create(observation('draft'), signal);
    return { id, versionId: meta?.versionId ?? '' };
  };

  test('a read says its version, and nothing when it is known', async () => {
    const { id, versionId } = await stored();
    expect(await client().readVersion('Observation', id, signal)).toMatchObject({ versionId, resource: { id } });
    expect(await client().readVersion('Observation', id, signal, versionId)).toBeUndefined();
    expect(await client().readVersion('Observation', id, signal, 'other')).toMatchObject({ versionId });
  });

  test('an update of a version that is not the stored one is refused, and changes nothing', async () => {
    const { id, versionId } = await stored();
    const amended = { ...observation(id), id, status: 'amended' } as const;
    await expect(client().update(amended, signal, 'other')).rejects.toMatchObject({ details: { status: 412 } });
    expect((await client().read('Observation', id, signal)).status).toBe('final');
    const { meta } = await client().update(amended, signal, versionId);
    expect(meta?.versionId).toBe('2');
    await expect(client().update(amended, signal, versionId)).rejects.toMatchObject({ details: { status: 412 } });
  });

  test('what is deleted is gone; deleting it again, or what never was, is no failure', async () => {
    const { id } = await stored();
    for (const one of [id, id, 'never']) await client().delete('Observation', one, signal);
    await expect(client().read('Observation', id, signal)).rejects.toMatchObject({ details: { status: 410 } });
    expect((await client().search(`Observation?_id=${id}`, signal)).resources).toEqual([]);
  });

  test('a history tells of each change and of the deletion, newest first', async () => {
    const { id } = await stored();
    await client().update({ ...observation(id), id, status: 'amended' }, signal);
    await client().delete('Observation', id, signal);
    const { entries, truncated } = await client().history({ type: 'Observation', id }, signal);
    const lastUpdated = '2026-01-10T00:00:00.000Z';
    const one = { type: 'Observation', id, lastUpdated };
    expect(entries).toEqual([
      { ...one, method: 'DELETE', versionId: '3' },
      { ...one, method: 'PUT', versionId: '2', resource: expect.objectContaining({ id, status: 'amended' }) },
      { ...one, method: 'POST', versionId: '1', resource: expect.objectContaining({ id, status: 'final' }) },
    ]);
    expect(truncated).toBe(false);
  });

  test('the history of a type, since an instant, within limits', async () => {
    const { id } = await stored();
    const of = { type: 'Observation' } as const;
    const since = '2026-01-05T00:00:00Z';
    const { entries } = await client().history(of, signal, { since });
    expect(entries[0]).toMatchObject({ id, method: 'POST' });
    expect(entries.map(({ id }) => id)).not.toContain('o1');
    expect(await client().history(of, signal, { since, limits: { maxEntries: 1 } })).toMatchObject({
      entries: [{ id }],
      truncated: true,
    });
    expect(await client().history(of, signal, { since: '2026-05-01T00:00:00Z' })).toEqual({
      entries: [],
      truncated: false,
    });
  });
}

function conditionalCreates(client: () => FhirClient): void {
  test('a conditional create creates once, gives what is there after, and refuses an ambiguous match', async () => {
    const value = 'once&1|2';
    const risk: RiskAssessment = {
      resourceType: 'RiskAssessment',
      status: 'final',
      subject: { reference: 'Patient/p1' },
      identifier: [{ system: 'urn:once', value }],
    };
    const key = [['identifier', `urn:once|${value}`]] as const;
    const first = await client().conditionalCreate('RiskAssessment', key, risk, signal);
    const second = await client().conditionalCreate('RiskAssessment', key, { ...risk, status: 'amended' }, signal);
    expect(second).toMatchObject({ id: first.id, status: 'final', meta: { versionId: '1' } });
    await client().create(risk, signal);
    await expect(client().conditionalCreate('RiskAssessment', key, risk, signal)).rejects.toMatchObject({
      details: { status: 412 },
    });
  });
}

function operationsAndBatches(client: () => FhirClient): void {
  test('operations by GET and by POST, on an instance and with parameters', async () => {
    const seen = async (call: FhirOperation): Promise<unknown> => {
      const answer = await client().operation(call, signal);
      const parameter = answer?.resourceType === 'Parameters' ? answer.parameter?.[0] : undefined;
      return JSON.parse(parameter?.valueString ?? 'null');
    };
    const on = { name: '$status', type: 'Subscription', id: 's&1' } as const;
    const params = [['eventsSinceNumber', '1&2']] as const;
    expect(await seen({ ...on, method: 'GET', params })).toEqual({ id: 's&1', method: 'GET', params });
    const body: Parameters = { resourceType: 'Parameters', parameter: [{ name: 'x', valueString: 'y' }] };
    expect(await seen({ ...on, method: 'POST', body })).toEqual({ id: 's&1', method: 'POST', body, params: [] });
    expect(await client().operation({ name: '$silent', method: 'GET' }, signal)).toBeUndefined();
    await expect(client().operation({ ...on, name: '$unknown', method: 'GET' }, signal)).rejects.toMatchObject({
      details: { status: 404 },
    });
  });

  const risk = (value: string): RiskAssessment => ({
    resourceType: 'RiskAssessment',
    status: 'final',
    subject: { reference: 'Patient/p1' },
    identifier: [{ system: 'urn:batch', value }],
  });
  const bundle = (type: 'batch' | 'transaction', value: string): Bundle => ({
    resourceType: 'Bundle',
    type,
    entry: [
      { request: { method: 'PUT', url: `RiskAssessment?identifier=urn:batch|${value}` }, resource: risk(value) },
      { request: { method: 'GET', url: 'Patient/p-missing' } },
    ],
  });
  const statuses = (answer: Bundle) => answer.entry?.map(({ response }) => response?.status);
  const countOf = async (value: string) =>
    (await client().search(`RiskAssessment?identifier=urn:batch|${value}`, signal)).resources.length;

  test('a batch answers each entry for itself', async () => {
    const answer = await client().batch(bundle('batch', 'a'), signal);
    expect(answer).toMatchObject({ type: 'batch-response', entry: [{ resource: risk('a') }, {}] });
    expect(statuses(answer)).toEqual(['200', '404']);
    expect(await countOf('a')).toBe(1);
  });

  test('a transaction is all or nothing', async () => {
    await expect(client().batch(bundle('transaction', 'b'), signal)).rejects.toMatchObject({
      details: { status: 404 },
    });
    expect(await countOf('b')).toBe(0);
    const entry = bundle('transaction', 'b').entry?.slice(0, 1) ?? [];
    const answer = await client().batch({ resourceType: 'Bundle', type: 'transaction', entry }, signal);
    expect(statuses(answer)).toEqual(['200']);
    expect(await countOf('b')).toBe(1);
  });
}

function givesUp(client: () => FhirClient): void {
  const aborted = AbortSignal.abort();
  test.each<readonly [string, () => Promise<unknown>]>([
    ['read', () => client().read('Patient', 'p1', aborted)],
    ['search', () => client().search('Patient?_id=p1', aborted)],
    ['readVersion', () => client().readVersion('Patient', 'p1', aborted)],
    ['conditionalCreate', () => client().conditionalCreate('Patient', [['_id', 'p1']], patient, aborted)],
    ['delete', () => client().delete('Patient', 'p1', aborted)],
    ['history', () => client().history({ type: 'Patient' }, aborted)],
    ['operation', () => client().operation({ name: '$status', method: 'GET' }, aborted)],
    ['batch', () => client().batch({ resourceType: 'Bundle', type: 'batch' }, aborted)],
    ['create', () => client().create(patient, aborted)],
    ['update', () => client().update({ ...patient, id: 'p1' }, aborted)],
    ['conditionalUpdate', () => client().conditionalUpdate('Patient', [['_id', 'p1']], patient, aborted)],
  ])('%s gives up when the signal is aborted', async (_name, call) => {
    await expect(call()).rejects.toMatchObject({ code: 'deadline-exceeded' });
  });
}

describeFhirClient('memory', async (options) => ({ client: createMemoryFhirClient(options), stop: async () => {} }));

describeFhirClient('HTTP', async (options) => {
  const served = await serveMemoryFhir(createMemoryFhirClient(options));
  return { client: createHttpFhirClient({ baseUrl: served.baseUrl, fetch }), stop: served.close };
});
