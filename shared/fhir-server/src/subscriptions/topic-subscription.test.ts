import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Bundle, CapabilityStatement, Resource, Subscription } from '@medplum/fhirtypes';
import type { FhirServerOptions } from '../create-fhir-server.ts';
import { labObservation, listenFhir, listenReceiver } from '../test-support.ts';
import { backportExtensions } from './extension-urls.ts';

const topic = 'http://cardwright.example/SubscriptionTopic/observation-changed';
let receiver: Awaited<ReturnType<typeof listenReceiver>>;
let fhir: Awaited<ReturnType<typeof listenFhir>>;
const start = async (options: Partial<FhirServerOptions> = {}): Promise<void> => {
  fhir = await listenFhir({ retryDelaysMs: [5], ...options });
};

beforeEach(async () => {
  receiver = await listenReceiver();
  await start();
});
afterEach(async () => {
  await fhir.close();
  await receiver.close();
});

interface Terms {
  readonly content?: string;
  readonly filters?: readonly string[];
  readonly channel?: readonly object[];
}

/** A Subscription of the R4 Backport IG. */
const backport = ({ content = 'id-only', filters = [], channel = [] }: Terms = {}, more: object = {}): object => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'test',
  criteria: topic,
  _criteria: { extension: filters.map((valueString) => ({ url: backportExtensions.filterCriteria, valueString })) },
  channel: {
    extension: channel,
    type: 'rest-hook',
    endpoint: `${receiver.url}/in/key`,
    header: ['X-Secret: s:1'],
    payload: 'application/fhir+json',
    _payload: { extension: [{ url: backportExtensions.payloadContent, valueCode: content }] },
  },
  ...more,
});

async function call<T = Resource>(method: string, path: string, body?: unknown): Promise<readonly [number, T]> {
  const response = await fetch(`${fhir.url}${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'Content-Type': 'application/fhir+json' },
      body: JSON.stringify(body),
    }),
  });
  return [response.status, JSON.parse(await response.text())];
}

async function subscribe(body: object): Promise<string> {
  const [status, { id = '' }] = await call<Resource>('POST', '/Subscription', body);
  expect(status).toBe(201);
  await fhir.server.idle();
  return id;
}

const write = async (id: string, more: Parameters<typeof labObservation>[1] = {}): Promise<void> => {
  await call('PUT', `/Observation/${id}`, labObservation(id, more));
};
const stateOf = async (id: string): Promise<Subscription> =>
  (await call<Subscription>('GET', `/Subscription/${id}`))[1];

/** Type, count and event numbers of a notification, and what its other entries are. */
function summary(body: Buffer | Bundle) {
  const bundle: Bundle = Buffer.isBuffer(body) ? JSON.parse(String(body)) : body;
  const status = bundle.entry?.[0]?.resource;
  const parameters = status?.resourceType === 'Parameters' ? (status.parameter ?? []) : [];
  const value = (name: string) => parameters.find((one) => one.name === name);
  return {
    type: value('type')?.valueCode,
    status: value('status')?.valueCode,
    count: value('events-since-subscription-start')?.valueString,
    numbers: parameters.flatMap(({ name, part }) => (name === 'notification-event' ? [part?.[0]?.valueString] : [])),
    others: (bundle.entry ?? []).slice(1).map(({ request, resource }) => `${request?.method} ${resource?.id}`),
  };
}
const sent = () => receiver.received.map(({ body }) => summary(body));
const types = () => sent().map(({ type }) => type);

describe('handshake', () => {
  test('created as requested, active after the handshake was answered', async () => {
    const [, created] = await call<Subscription>('POST', '/Subscription', backport());
    expect(created.status).toBe('requested');
    await fhir.server.idle();
    expect(receiver.received).toMatchObject([
      {
        method: 'POST',
        url: '/in/key',
        headers: { 'content-type': 'application/fhir+json', 'x-secret': 's:1' },
      },
    ]);
    expect(sent()).toEqual([{ type: 'handshake', status: 'requested', count: '0', numbers: [], others: [] }]);
    expect((await stateOf(created.id ?? '')).status).toBe('active');
  });

  test('a client that says active at once is shaken hands with all the same', async () => {
    await subscribe(backport({}, { status: 'active' }));
    expect(types()).toEqual(['handshake']);
  });

  test('not answered: error, nothing is counted, and asking again makes it active', async () => {
    receiver.statuses.push(404, 404);
    const id = await subscribe(backport());
    expect(await stateOf(id)).toMatchObject({ status: 'error', error: 'The endpoint answered 404.' });
    await call('PUT', `/Subscription/${id}`, { ...backport(), id });
    await fhir.server.idle();
    const state = await stateOf(id);
    expect(state.status).toBe('active');
    expect(state.error).toBeUndefined();
  });

  test('renewing one that is active needs no new handshake; another endpoint does', async () => {
    const id = await subscribe(backport());
    const renewed = { ...backport({}, { status: 'active', end: '2030-01-01T00:00:00Z' }), id };
    await call('PUT', `/Subscription/${id}`, renewed);
    await fhir.server.idle();
    expect(types()).toEqual(['handshake']);
    await call('PUT', `/Subscription/${id}`, { ...backport({ content: 'empty' }, { status: 'active' }), id });
    await fhir.server.idle();
    expect(types()).toEqual(['handshake', 'handshake']);
  });
});

describe('events', () => {
  test.each([
    ['empty', [], []],
    ['id-only', ['POST undefined'], ['DELETE undefined']],
    ['full-resource', ['POST a'], ['DELETE undefined']],
  ])('%s', async (content, created, deleted) => {
    await subscribe(backport({ content }));
    await write('a');
    await fhir.server.idle();
    await call('DELETE', '/Observation/a');
    await fhir.server.idle();
    expect(sent().slice(1)).toEqual([
      { type: 'event-notification', status: 'active', count: '1', numbers: ['1'], others: created },
      { type: 'event-notification', status: 'active', count: '2', numbers: ['2'], others: deleted },
    ]);
    const text = String(receiver.received[1]?.body);
    expect(text.includes('"focus"')).toBe(content !== 'empty');
    expect(text.includes(topic)).toBe(content !== 'empty');
  });

  test('filters are AND-ed, in each of the ways they are written', async () => {
    const filters = ['code=http://loinc.org|2160-0', 'Observation.status=final', 'Observation?patient=Patient/p1'];
    await subscribe(backport({ filters }));
    await write('a');
    await write('other-code', { code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] } });
    await write('other-status', { status: 'amended' });
    await write('other-patient', { subject: { reference: 'Patient/p2' } });
    await fhir.server.idle();
    expect(
      sent()
        .slice(1)
        .map(({ numbers }) => numbers),
    ).toEqual([['1']]);
  });

  test('what waits together goes together, up to max-count', async () => {
    await subscribe(backport({ channel: [{ url: backportExtensions.maxCount, valuePositiveInt: 3 }] }));
    const { repository } = fhir.server;
    await Promise.all(['a', 'b', 'c', 'd'].map((id) => repository.updateResource(labObservation(id))));
    await fhir.server.idle();
    expect(
      sent()
        .slice(1)
        .map(({ numbers, count }) => [numbers, count]),
    ).toEqual([
      [['1', '2', '3'], '3'],
      [['4'], '4'],
    ]);
  });

  test('failed at last: error; events are counted but not sent until the client asks again', async () => {
    const id = await subscribe(backport());
    receiver.statuses.push(500, 500);
    await write('lost');
    await fhir.server.idle();
    expect(await stateOf(id)).toMatchObject({ status: 'error', error: 'The endpoint answered 500.' });
    await write('unsent');
    await fhir.server.idle();
    expect(receiver.received).toHaveLength(3);
    const [, status] = await call<Bundle>('GET', `/Subscription/${id}/$status`);
    expect(summary(status)).toMatchObject({ type: 'query-status', status: 'error', count: '2' });
    await call('PUT', `/Subscription/${id}`, { ...backport(), id });
    await fhir.server.idle();
    await write('again');
    await fhir.server.idle();
    expect(sent().slice(3)).toMatchObject([
      { type: 'handshake', count: '2' },
      { type: 'event-notification', count: '3', numbers: ['3'] },
    ]);
  });

  test('a heartbeat repeats the count, and comes when it was quiet for a period', async () => {
    await subscribe(backport({ channel: [{ url: backportExtensions.heartbeatPeriod, valueUnsignedInt: 1 }] }));
    await write('a');
    await fhir.server.idle();
    await new Promise((resolve) => setTimeout(resolve, 1_300));
    await fhir.server.idle();
    expect(sent().slice(2)).toEqual([{ type: 'heartbeat', status: 'active', count: '1', numbers: [], others: [] }]);
  });
});

describe('operations', () => {
  test('$status of one, of those named, of all', async () => {
    const [first, second] = [await subscribe(backport()), await subscribe(backport({ content: 'empty' }))];
    const subscriptionsOf = async (path: string, body?: object) => {
      const [, { entry = [] }] = await call<Bundle>(body ? 'POST' : 'GET', path, body);
      return entry.map(({ resource }) => {
        const parameter = resource?.resourceType === 'Parameters' ? resource.parameter?.[0] : undefined;
        return parameter?.valueReference?.reference?.split('/').at(-1);
      });
    };
    expect(await subscriptionsOf('/Subscription/$status')).toEqual([first, second]);
    expect(await subscriptionsOf(`/Subscription/$status?id=${second}`)).toEqual([second]);
    expect(await subscriptionsOf('/Subscription/$status?status=error')).toEqual([]);
    const asked = { resourceType: 'Parameters', parameter: [{ name: 'id', valueId: first }] };
    expect(await subscriptionsOf('/Subscription/$status', asked)).toEqual([first]);
    expect((await call('GET', '/Subscription/none/$status'))[0]).toBe(404);
  });

  test('$events: bounds included, content as asked, current versions of what is kept', async () => {
    const id = await subscribe(backport());
    for (const name of ['a', 'b', 'c']) await write(name);
    await fhir.server.idle();
    const events = async (query: string) =>
      summary((await call<Bundle>('GET', `/Subscription/${id}/$events${query}`))[1]);
    expect(await events('')).toEqual({
      type: 'query-event',
      status: 'active',
      count: '3',
      numbers: ['1', '2', '3'],
      others: ['POST undefined', 'POST undefined', 'POST undefined'],
    });
    expect(await events('?eventsSinceNumber=2&eventsUntilNumber=2&content=full-resource')).toMatchObject({
      numbers: ['2'],
      others: ['POST b'],
    });
    expect((await events('?eventsSinceNumber=9')).numbers).toEqual([]);
    expect((await call('GET', `/Subscription/${id}/$events?eventsSinceNumber=x`))[0]).toBe(400);
  });

  test('topics are found by the CapabilityStatement and can be read', async () => {
    const [, statement] = await call<CapabilityStatement>('GET', '/metadata');
    const found = statement.rest?.[0]?.resource?.find(({ type }) => type === 'Subscription');
    expect(found?.extension).toContainEqual({
      url: 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/capabilitystatement-subscriptiontopic-canonical',
      valueCanonical: topic,
    });
    expect((await call('GET', '/SubscriptionTopic/observation-changed'))[1]).toMatchObject({
      resourceType: 'SubscriptionTopic',
      url: topic,
      resourceTrigger: [{ resource: 'Observation', supportedInteraction: ['create', 'update', 'delete'] }],
    });
    expect((await call<Bundle>('GET', '/SubscriptionTopic'))[1].total).toBeGreaterThan(5);
    expect((await call('GET', '/SubscriptionTopic/none'))[0]).toBe(404);
  });
});

describe('what lasts', () => {
  test('counters, events and state go on after the process; a new subscription under the id counts from 1', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'fhir-server-'));
    await fhir.close();
    await start({ dataDir });
    const id = await subscribe(backport());
    await write('a');
    await fhir.close();

    await start({ dataDir });
    await write('b');
    await fhir.server.idle();
    expect(sent().at(-1)).toMatchObject({ status: 'active', count: '2', numbers: ['2'] });
    const [, events] = await call<Bundle>('GET', `/Subscription/${id}/$events`);
    expect(summary(events).numbers).toEqual(['1', '2']);

    await call('DELETE', `/Subscription/${id}`);
    await call('PUT', `/Subscription/${id}`, { ...backport(), id });
    await fhir.server.idle();
    await write('c');
    await fhir.server.idle();
    expect(sent().at(-1)).toMatchObject({ count: '1', numbers: ['1'] });
    rmSync(dataDir, { recursive: true, force: true });
  });
});

describe('other shapes and what is refused', () => {
  test.each([
    ['r4b', 'history'],
    ['r5', 'subscription-notification'],
  ] as const)('%s: SubscriptionStatus in a %s', async (notificationFormat, type) => {
    await fhir.close();
    await start({ notificationFormat });
    await subscribe(backport({ content: 'full-resource' }));
    await write('a');
    await fhir.server.idle();
    expect(receiver.received.map(({ body }) => JSON.parse(String(body)))).toMatchObject([
      { type, entry: [{ resource: { resourceType: 'SubscriptionStatus', type: 'handshake' } }] },
      {
        type,
        entry: [
          { resource: { eventsSinceSubscriptionStart: '1', topic, notificationEvent: [{ eventNumber: '1' }] } },
          { resource: { id: 'a' }, request: { method: 'POST' } },
        ],
      },
    ]);
  });

  test.each<[string, Terms, object]>([
    ['no payload content', { content: 'everything' }, {}],
    ['an unknown topic', {}, { criteria: 'http://nobody.example/topic' }],
    ['a filter of another type', { filters: ['Patient.gender=male'] }, {}],
    ['an unknown filter', { filters: ['typo=1'] }, {}],
    ['a count of half', { channel: [{ url: backportExtensions.maxCount, valuePositiveInt: 0.5 }] }, {}],
  ])('%s is 400', async (_name, terms, more) => {
    expect((await call('POST', '/Subscription', backport(terms, more)))[0]).toBe(400);
  });
});
