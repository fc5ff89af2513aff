import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { Observation, Resource, ResourceType, RiskAssessment } from '@medplum/fhirtypes';
import type { FhirClient } from './fhir-client.ts';
import { createHttpFhirClient } from './http-fhir-client.ts';
import { isObject } from './is-object.ts';
import type { MemoryFhirClient, MemoryFhirClientOptions } from './memory-fhir-client.ts';
import { createMemoryFhirClient } from './memory-fhir-client.ts';
import { condition, loinc, observation, patient } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

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
      const options = { resources: chart, now: () => '2026-01-10T00:00:00.000Z', newId: () => `new-${++ids}` };
      ({ client, stop } = await start(options));
    });
    afterAll(() => stop());
    const server = () => client;
    readsAndSearches(server);
    writes(server);
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

function givesUp(client: () => FhirClient): void {
  const aborted = AbortSignal.abort();
  test.each<readonly [string, () => Promise<unknown>]>([
    ['read', () => client().read('Patient', 'p1', aborted)],
    ['search', () => client().search('Patient?_id=p1', aborted)],
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

interface ServedFhir {
  readonly baseUrl: string;
  readonly close: () => Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Puts the memory client behind HTTP on loopback, so that both clients meet the same server. */
async function serveMemoryFhir(memory: MemoryFhirClient): Promise<ServedFhir> {
  const server = createServer((request, response) => {
    void answer(memory, request, baseUrl())
      .catch(toOutcome)
      .then((a) => write(response, a));
  });
  const baseUrl = () => {
    const address = server.address();
    return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/fhir`;
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { baseUrl: baseUrl(), close: () => (server.closeAllConnections(), close()) };
}

async function answer(memory: MemoryFhirClient, request: IncomingMessage, baseUrl: string): Promise<Answer> {
  const { signal } = new AbortController();
  const url = new URL(request.url ?? '', baseUrl);
  const [type, id] = url.pathname
    .replace(/^\/fhir\//, '')
    .split('/')
    .map(decodeURIComponent);
  if (!isType(type)) return { status: 404, body: undefined };
  if (request.method === 'GET' && id !== undefined) return { status: 200, body: await memory.read(type, id, signal) };
  if (request.method === 'GET') {
    const { bundle, next } = memory.searchPage(`${type}${url.search}`);
    const link = next === undefined ? [] : [{ relation: 'next', url: `${baseUrl}/${next}` }];
    return { status: 200, body: { ...bundle, link } };
  }
  const resource = await readResource(request);
  if (request.method === 'POST') return { status: 201, body: await memory.create(resource, signal) };
  if (id !== undefined) return { status: 200, body: await memory.update({ ...resource, id }, signal) };
  return { status: 200, body: await memory.conditionalUpdate(type, [...url.searchParams], resource, signal) };
}

async function readResource(request: IncomingMessage): Promise<Resource> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const body: unknown = JSON.parse(text);
  if (isResource(body)) return body;
  throw new CardwrightError('fhir-refused', 'no resource', { status: 400, issues: ['structure'] });
}

function toOutcome(error: unknown): Answer {
  const { status, issues } = error instanceof CardwrightError ? error.details : {};
  const codes: readonly unknown[] = Array.isArray(issues) ? issues : ['exception'];
  const issue = codes.map((code) => ({ severity: 'error', code, diagnostics: 'secret free text' }));
  return { status: typeof status === 'number' ? status : 500, body: { resourceType: 'OperationOutcome', issue } };
}

function write(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/fhir+json' });
  response.end(body === undefined ? '' : JSON.stringify(body));
}

function isType(type: string | undefined): type is ResourceType {
  return type !== undefined && /^[A-Z][A-Za-z]+$/.test(type);
}

function isResource(body: unknown): body is Resource {
  return isObject(body) && typeof body.resourceType === 'string';
}
