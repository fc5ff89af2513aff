import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import { listen, type Listening } from '../testing/listen.ts';
import { createTestFhir, createTestHost, type TestHost } from '../testing/test-host.ts';
import { sourceKey, testSource } from '../testing/test-source.ts';

const secret = 'a-secret-of-the-source';
const canary = 'Canarywell';
const observation = `{"resourceType":"Observation","id":"o1","valueQuantity":{"value":1.0},"note":[{"text":"M\\u00fcller ${canary}"}]}`;
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
    sources: [testSource(fhir), testSource(fhir, { id: 'signed', hmacSecret: secret })],
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
    return { status: response.status, text: await response.text() };
  };
  const taken = () => host.store.takeEvents(10, host.now().getTime());
  return { host, woken, send, taken };
}

describe('accepted: 200 with nothing in it, the bytes and the path in the inbox', () => {
  const tables: readonly (readonly [string, string, string, string | undefined, string])[] = [
    ['POST of a bare resource', 'POST', `ward/${sourceKey}`, observation, ''],
    ['PUT with the path of the resource', 'PUT', `ward/${sourceKey}/Observation/o1`, observation, 'Observation/o1'],
    ['POST with a path and no body', 'POST', `ward/${sourceKey}/Observation/o1`, undefined, 'Observation/o1'],
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
      attributes: { path: attribute },
    });
    expect(Buffer.from(event?.body ?? []).toString('utf8')).toBe(body ?? '');
    expect(woken.times).toBe(1);
  });
});

describe('the same again', () => {
  test('the same bytes are one event, whatever the method', async () => {
    const { send, taken, host } = await start();
    for (const method of ['POST', 'POST', 'PUT'])
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
    expect(host.logged).toHaveLength(tables.length);
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

test.each([
  ['a body over the limit', 'POST', `ward/${sourceKey}`, 'x'.repeat(4097), 413, 'too-large'],
  ['GET', 'GET', `ward/${sourceKey}`, undefined, 404, 'unknown-path'],
  ['no key', 'POST', 'ward', undefined, 404, 'unknown-path'],
  ['a longer path', 'POST', `ward/${sourceKey}/Observation/o1/x`, undefined, 404, 'unknown-path'],
])('refused: %s', async (_name, method, path, body, status, code) => {
  const { send, taken } = await start();
  const answer = await send(method, path, body);
  expect(answer.status).toBe(status);
  expect(answer.text).toContain(code);
  expect(await taken()).toEqual([]);
});
