import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { listen, type Listening } from '../testing/listen.ts';
import { createTestFhir, createTestHost, type TestHost } from '../testing/test-host.ts';
import { sourceKey, testSource } from '../testing/test-source.ts';

const secret = 'a-secret-of-the-source';
const canary = 'Canarywell';
const observation = `{"resourceType":"Observation","id":"o1","meta":{"versionId":"1"},"valueQuantity":{"value":1.0},"note":[{"text":"M\\u00fcller ${canary}"}]}`;
const open: { readonly app: Listening; readonly host: TestHost }[] = [];

afterEach(async () => {
  for (const { app, host } of open.splice(0)) {
    await app.close();
    await host.store.close();
  }
});

async function start() {
  const fhir = createTestFhir([]);
  const host = await createTestHost({
    sources: [
      testSource(fhir),
      testSource(fhir, {
        id: 'signed',
        authentication: { pathKey: { secrets: [sourceKey] }, xSignature: { secrets: [secret] } },
      }),
      testSource(fhir, { id: 'medplum', profile: 'medplum' }),
      testSource(fhir, { id: 'topics', profile: 'backport-r4' }),
      testSource(fhir, { id: 'slow', ratePerMinute: 2 }),
    ],
    limits: { maxBodyBytes: 4096 },
  });
  const woken = { times: 0 };
  const app = await listen(host, { onNotification: () => (woken.times += 1) });
  open.push({ app, host });
  const send = async (method: string, path: string, body?: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${app.url}/subscriptions/${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    const text = await response.text();
    const retryAfter = response.headers.get('retry-after');
    return { status: response.status, text, ...(retryAfter === null ? {} : { retryAfter }) };
  };
  const taken = () => host.store.takeEvents(10, host.now().getTime());
  return { host, woken, send, taken };
}

describe('accepted: 200 with nothing in it, the bytes and the path in the inbox', () => {
  const tables: readonly (readonly [string, 'POST' | 'PUT' | 'DELETE', string, string | undefined, string])[] = [
    ['POST of a bare resource', 'POST', `ward/${sourceKey}`, observation, ''],
    ['PUT with the path of the resource', 'PUT', `ward/${sourceKey}/Observation/o1`, observation, 'Observation/o1'],
    ['POST with a path and no body', 'POST', `ward/${sourceKey}/Observation/o1`, undefined, 'Observation/o1'],
    ['DELETE of a resource', 'DELETE', `ward/${sourceKey}/Observation/o1`, undefined, 'Observation/o1'],
    ['a slash at the end', 'POST', `ward/${sourceKey}/`, observation, ''],
    ['a query behind it', 'POST', `ward/${sourceKey}?_format=json`, observation, ''],
    ['an empty notification', 'POST', `ward/${sourceKey}`, undefined, ''],
    ['an empty text', 'POST', `ward/${sourceKey}`, '', ''],
    ['what is no JSON is for the worker to judge', 'POST', `ward/${sourceKey}`, '<Observation/>', ''],
  ];
  test.each(tables)('%s', async (_name, method, path, body, attribute) => {
    const { host, send, taken, woken } = await start();
    expect(await send(method, path, body)).toEqual({ status: 200, text: '' });
    const [event, ...others] = await taken();
    expect(others).toEqual([]);
    expect(event).toMatchObject({
      source: 'ward',
      receivedAtMs: host.now().getTime(),
      attributes: { method, path: attribute },
    });
    expect(Buffer.from(event?.body ?? []).toString('utf8')).toBe(body ?? '');
    expect(woken.times).toBe(1);
  });
});

describe('the same again', () => {
  test('the same bytes are one event', async () => {
    const { send, taken, host } = await start();
    for (const method of ['POST', 'POST', 'POST'])
      expect((await send(method, `ward/${sourceKey}`, observation)).status).toBe(200);
    expect(await taken()).toHaveLength(1);
    expect(await host.metrics.registry.metrics()).toContain(
      'cardwright_notifications_total{source="ward",result="duplicate"} 2',
    );
  });

  test('after the repetition window the same bytes are news: the value may have been set back', async () => {
    const { send, taken, host } = await start();
    await send('POST', `ward/${sourceKey}`, observation);
    host.setTime(new Date(host.now().getTime() + 10 * 60_000).toISOString());
    await send('POST', `ward/${sourceKey}`, observation);
    expect(await taken()).toHaveLength(2);
  });

  test('other bytes, another path and another source are other events', async () => {
    const { send, taken } = await start();
    const signature = createHmac('sha256', secret).update(observation).digest('hex');
    await send('POST', `ward/${sourceKey}`, observation);
    await send('POST', `ward/${sourceKey}`, `${observation} `);
    await send('POST', `ward/${sourceKey}/Observation/o1`, observation);
    await send('POST', `signed/${sourceKey}`, observation, { 'x-signature': signature });
    expect(await taken()).toHaveLength(4);
  });

  test('a notification without a body is always a new one', async () => {
    const { send, taken } = await start();
    await send('POST', `ward/${sourceKey}`);
    await send('POST', `ward/${sourceKey}`);
    expect(await taken()).toHaveLength(2);
  });
});

describe('not authenticated: one answer for all', () => {
  const sign = (text: string) => createHmac('sha256', secret).update(text).digest('hex');
  const tables: readonly (readonly [string, string, Record<string, string>])[] = [
    ['an unknown source', `elsewhere/${sourceKey}`, {}],
    ['a wrong key', 'ward/another-key-of-length', {}],
    ['no signature', `signed/${sourceKey}`, {}],
    ['a wrong signature', `signed/${sourceKey}`, { 'x-signature': sign('other bytes') }],
    [
      'a signature over the parsed body',
      `signed/${sourceKey}`,
      { 'x-signature': sign(JSON.stringify(JSON.parse(observation))) },
    ],
  ];
  test('the answers are the same', async () => {
    const { send, taken, host, woken } = await start();
    const answers = new Set<string>();
    for (const [, path, headers] of tables) answers.add(JSON.stringify(await send('POST', path, observation, headers)));
    expect(answers.size).toBe(1);
    expect([...answers][0]).toMatch(/^\{"status":401,.*bad-signature/);
    expect(await taken()).toEqual([]);
    expect(woken.times).toBe(0);
    expect(host.logged).toHaveLength(2 * tables.length);
    for (const text of [canary, sourceKey, secret, 'another-key']) expect(host.logged.join('')).not.toContain(text);
  });

  test('the right signature over the raw bytes is accepted', async () => {
    const { send, taken } = await start();
    expect(await send('POST', `signed/${sourceKey}`, observation, { 'x-signature': sign(observation) })).toMatchObject({
      status: 200,
    });
    expect(await taken()).toHaveLength(1);
  });
});

describe('what there is no endpoint for is answered as a wrong key is', () => {
  test.each([
    ['GET', 'GET', `ward/${sourceKey}`],
    ['no key', 'POST', 'ward'],
    ['nothing', 'POST', ''],
    ['a longer path', 'POST', `ward/${sourceKey}/Observation/o1/x`],
    ['a type without an id', 'PUT', `ward/${sourceKey}/Observation`],
  ])('%s', async (_name, method, path) => {
    const { send, taken } = await start();
    expect(await send(method, path)).toEqual(await send('POST', 'ward/another-key-of-length'));
    expect(await taken()).toEqual([]);
  });
});

test('a body over the limit is 413, whoever sends it', async () => {
  const { send, taken } = await start();
  for (const path of [`ward/${sourceKey}`, 'nobody/another-key-of-length'])
    expect(await send('POST', path, 'x'.repeat(4097))).toMatchObject({ status: 413 });
  expect(await taken()).toEqual([]);
});

describe('content types', () => {
  test.each([
    'application/fhir+json',
    'application/fhir+json; fhirVersion=4.0; charset=utf-8',
    'application/json',
    'text/plain; charset=utf-8',
    'application/octet-stream',
  ])('%s is taken', async (type) => {
    const { send, taken } = await start();
    expect((await send('POST', `ward/${sourceKey}`, observation, { 'content-type': type })).status).toBe(200);
    expect(await taken()).toMatchObject([{ attributes: { 'content-type': type } }]);
  });

  test.each(['application/fhir+xml', 'application/xml; charset=utf-8', 'text/xml', 'Application/FHIR+XML'])(
    '%s is 415, to whoever has the key',
    async (type) => {
      const { send, taken } = await start();
      const headers = { 'content-type': type };
      expect(await send('POST', `ward/${sourceKey}`, '<Observation/>', headers)).toMatchObject({ status: 415 });
      expect(await send('POST', 'ward/another-key-of-length', '<Observation/>', headers)).toMatchObject({
        status: 401,
      });
      expect(await taken()).toEqual([]);
    },
  );

  test('without a body there is no XML', async () => {
    const { send } = await start();
    const headers = { 'content-type': 'application/fhir+xml' };
    expect(await send('PUT', `ward/${sourceKey}/Observation/o1`, undefined, headers)).toMatchObject({ status: 200 });
  });
});

test('what an adapter needs of the headers is kept, and no credential', async () => {
  const { send, taken } = await start();
  const kept = {
    'x-medplum-interaction': 'delete',
    'x-medplum-deleted-resource': 'Observation/o1',
    'x-medplum-subscription': 's1',
  };
  const headers = { ...kept, authorization: 'Bearer canary', 'x-signature': 'canary', 'x-secret': 'canary' };
  await send('POST', `medplum/${sourceKey}`, '{}', headers);
  const [event] = await taken();
  expect(event?.attributes).toMatchObject(kept);
  expect(JSON.stringify(event?.attributes)).not.toContain('canary');
});

test('Medplum deletes have the same bytes, and are different events', async () => {
  const { send, taken } = await start();
  for (const id of ['o1', 'o2', 'o1'])
    await send('POST', `medplum/${sourceKey}`, '{}', { 'x-medplum-deleted-resource': `Observation/${id}` });
  expect(await taken()).toHaveLength(3);
});

test('two heartbeats of the same bytes are two signs of life', async () => {
  const { send, taken } = await start();
  const parameter = [{ name: 'type', valueCode: 'heartbeat' }];
  const body = JSON.stringify({
    resourceType: 'Bundle',
    type: 'history',
    entry: [{ resource: { resourceType: 'Parameters', parameter } }],
  });
  await send('POST', `topics/${sourceKey}`, body);
  await send('POST', `topics/${sourceKey}`, body);
  expect(await taken()).toHaveLength(2);
});

describe('later: 503 and when to come back', () => {
  test('a store that cannot commit', async () => {
    const { send, host, woken } = await start();
    await host.store.close();
    expect(await send('POST', `ward/${sourceKey}`, observation)).toMatchObject({ status: 503, retryAfter: '5' });
    expect(woken.times).toBe(0);
    expect(await host.metrics.registry.metrics()).toContain(
      'cardwright_notifications_total{source="ward",result="refused"} 1',
    );
  });

  test('more than the rate of the source, and only of this one', async () => {
    const { send, taken } = await start();
    const answers: number[] = [];
    for (let count = 0; count < 4; count += 1) answers.push((await send('POST', `slow/${sourceKey}`)).status);
    expect(answers).toEqual([200, 200, 503, 503]);
    expect(await send('POST', `slow/${sourceKey}`)).toMatchObject({ retryAfter: '30' });
    expect((await send('POST', `ward/${sourceKey}`)).status).toBe(200);
    expect(await taken()).toHaveLength(3);
  });

  test('nobody without the key uses up the rate', async () => {
    const { send } = await start();
    for (let count = 0; count < 5; count += 1) await send('POST', 'slow/another-key-of-length');
    expect((await send('POST', `slow/${sourceKey}`)).status).toBe(200);
  });

  test('a store that takes its time: answered within two seconds, and the commit that comes later is one event', async () => {
    const { send, host, taken } = await start();
    const { acceptEvent } = host.store;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    host.store.acceptEvent = async (event) => {
      await held;
      return acceptEvent(event);
    };
    const startedMs = performance.now();
    expect(await send('POST', `ward/${sourceKey}`, observation)).toMatchObject({ status: 503, retryAfter: '5' });
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    release();
    expect((await send('POST', `ward/${sourceKey}`, observation)).status).toBe(200);
    expect(await taken()).toHaveLength(1);
  });
});
