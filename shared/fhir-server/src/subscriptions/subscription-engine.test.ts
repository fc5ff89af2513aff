import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Resource, Subscription } from '@medplum/fhirtypes';
import { labObservation, listen, listenFhir, type Listening } from '../test-support.ts';
import { secretExtensionUrl } from './extension-urls.ts';

interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

let received: Received[];
let statuses: number[];
let receiver: Listening;
let fhir: Awaited<ReturnType<typeof listenFhir>>;

beforeEach(async () => {
  received = [];
  statuses = [];
  receiver = await listen((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({
        method: request.method,
        url: request.url,
        headers: request.headers,
        body: Buffer.concat(chunks),
      });
      response.writeHead(statuses.shift() ?? 200).end('ignored');
    });
  });
  fhir = await listenFhir({ retryDelaysMs: [5, 5] });
});
afterEach(async () => {
  await fhir.close();
  await receiver.close();
});

const subscription = (
  channel: Partial<Subscription['channel']> = {},
  more: Partial<Subscription> = {},
): Subscription => ({
  resourceType: 'Subscription',
  status: 'requested',
  reason: 'test',
  criteria: 'Observation?code=http://loinc.org|2160-0&status=final',
  channel: { type: 'rest-hook', endpoint: `${receiver.url}/subscriptions/demo/key`, ...channel },
  ...more,
});

async function send(
  method: string,
  path: string,
  body: Resource,
): Promise<{ readonly status: number; readonly body: Resource }> {
  const response = await fetch(`${fhir.url}${path}`, {
    method,
    headers: { 'Content-Type': 'application/fhir+json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

async function subscribe(resource: Subscription): Promise<Resource> {
  const { status, body } = await send('POST', '/Subscription', resource);
  expect([status, body]).toMatchObject([201, { status: 'active' }]);
  return body;
}

async function write(id = 'a', more: Parameters<typeof labObservation>[1] = {}): Promise<void> {
  await send('PUT', `/Observation/${id}`, labObservation(id, more));
  await fhir.server.idle();
}

describe('deliveries', () => {
  test('without a payload: an empty POST to the endpoint, with the headers of the channel', async () => {
    await subscribe(subscription({ header: ['Authorization: Basic a:b:c', 'X-Site: 7'] }));
    await write();
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({
      method: 'POST',
      url: '/subscriptions/demo/key',
      headers: { authorization: 'Basic a:b:c', 'x-site': '7', 'content-length': '0' },
    });
    expect(received[0]?.headers['content-type']).toBeUndefined();
  });

  test('with a payload: PUT {endpoint}/{Type}/{id}', async () => {
    await subscribe(subscription({ payload: 'application/fhir+json' }));
    await write();
    expect(received[0]).toMatchObject({
      method: 'PUT',
      url: '/subscriptions/demo/key/Observation/a',
      headers: { 'content-type': 'application/fhir+json' },
    });
    expect(JSON.parse(String(received[0]?.body))).toMatchObject({ id: 'a', meta: { versionId: '1' } });
    expect(received[0]?.headers['x-signature']).toBeUndefined();
  });

  test.each([true, false])(
    'with a secret: POST to the endpoint, signed over the raw bytes (payload: %p)',
    async (withPayload) => {
      const created = await subscribe(
        subscription(withPayload ? { payload: 'application/fhir+json' } : {}, {
          extension: [{ url: secretExtensionUrl, valueString: 'top secret' }],
        }),
      );
      await write('a', { note: [{ text: 'naïve 1.0 \u2028' }] });
      const [one] = received;
      expect(one).toMatchObject({ method: 'POST', url: '/subscriptions/demo/key' });
      expect(one?.body.length === 0).toBe(!withPayload);
      expect(one?.headers['x-signature']).toBe(
        createHmac('sha256', 'top secret')
          .update(one?.body ?? '')
          .digest('hex'),
      );
      expect(one?.headers['x-medplum-subscription']).toBe(created.id);
      expect(one?.headers['x-medplum-interaction']).toBe('create');
    },
  );

  test('only what meets the criteria, in the order of the writes', async () => {
    await subscribe(subscription({ payload: 'application/fhir+json' }));
    await write('a');
    await write('other-code', { code: { coding: [{ system: 'http://loinc.org', code: '718-7' }] } });
    await write('retracted', { status: 'entered-in-error' });
    await Promise.all(['b', 'c', 'd'].map((id) => fhir.server.repository.updateResource(labObservation(id))));
    await fhir.server.idle();
    expect(received.map(({ url }) => url?.split('/').at(-1))).toEqual(['a', 'b', 'c', 'd']);
  });

  test('nothing for status off, after the end, after its delete, or for seeded data', async () => {
    await send('PUT', '/Subscription/off', { ...subscription(), id: 'off', status: 'off' });
    await send('PUT', '/Subscription/ended', { ...subscription(), id: 'ended', end: '2025-01-01T00:00:00Z' });
    await send('PUT', '/Subscription/deleted', { ...subscription(), id: 'deleted' });
    await fetch(`${fhir.url}/Subscription/deleted`, { method: 'DELETE' });
    await write();
    await send('PUT', '/Subscription/live', { ...subscription(), id: 'live' });
    fhir.server.repository.seed([labObservation('seeded')]);
    await fhir.server.idle();
    expect(received).toEqual([]);
  });
});

describe('failures', () => {
  test('a failed delivery is tried again', async () => {
    await subscribe(subscription());
    statuses = [500, 302];
    await write();
    expect(received).toHaveLength(3);
  });

  test('at last the subscription says error, is still served, and recovers', async () => {
    const { id = '' } = await subscribe(subscription());
    const state = () => fhir.server.repository.readResource('Subscription', id);
    statuses = [500, 500, 500];
    await write();
    expect(await state()).toMatchObject({ status: 'error', error: 'The endpoint answered 500.' });
    await write();
    expect(received).toHaveLength(4);
    const recovered = await state();
    expect(recovered).toMatchObject({ status: 'active' });
    expect(recovered).not.toHaveProperty('error');
  });

  test('an endpoint that does not listen holds no other subscription up', async () => {
    await subscribe(subscription({ endpoint: 'http://127.0.0.1:1/nobody' }));
    await subscribe(subscription());
    await write();
    expect(received).toHaveLength(1);
  });

  test('close does not wait for retries', async () => {
    await using patient = await listenFhir({ retryDelaysMs: [60_000] });
    await patient.server.repository.createResource(subscription({ endpoint: 'http://127.0.0.1:1/nobody' }));
    await patient.server.repository.createResource(labObservation('a'));
    await patient.close();
    await expect(patient.server.idle()).resolves.toBeUndefined();
  });
});

describe('what is refused', () => {
  test.each<[Partial<Subscription['channel']>, Partial<Subscription>, string]>([
    [{ type: 'email' }, {}, 'Subscription.channel.type'],
    [{ endpoint: 'http://example.org/hook' }, {}, 'Subscription.channel.endpoint'],
    [{ endpoint: 'http://127.0.0.1.example.org/hook' }, {}, 'Subscription.channel.endpoint'],
    [{ endpoint: 'file:///etc/passwd' }, {}, 'Subscription.channel.endpoint'],
    [{ payload: 'application/fhir+xml' }, {}, 'Subscription.channel.payload'],
    [{ header: ['no colon'] }, {}, 'Subscription.channel.header'],
    [{ header: ['X-Bad: a\r\nX-Other: b'] }, {}, 'Subscription.channel.header'],
    [{}, { criteria: 'Nonsense?x=1' }, 'Subscription.criteria'],
    [{}, { criteria: 'Subscription?status=active' }, 'Subscription.criteria'],
    [{}, { criteria: 'Observation?typo=1' }, 'Observation?typo'],
  ])('%j %j', async (channel, more, expression) => {
    const { status, body } = await send('POST', '/Subscription', subscription(channel, more));
    expect([status, body]).toMatchObject([400, { issue: [{ expression: [expression] }] }]);
  });

  test('other endpoints are a choice of the host', async () => {
    await using open = await listenFhir({
      allowEndpoint: ({ hostname }) => hostname === 'hooks.example.org',
      retryDelaysMs: [],
    });
    const created = await open.server.repository.createResource(
      subscription({ endpoint: 'https://hooks.example.org/x' }),
    );
    expect(created.status).toBe('active');
  });
});
