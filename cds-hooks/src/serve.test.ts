import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from './config/read-config.ts';
import { serve, type Serving } from './serve.ts';
import { callBody } from './testing/call-body.ts';

// Each start loads and proves every model.
jest.setTimeout(60_000);

const prevent = 'cvd-risk-prevent';
let dataDirectory: string;
let logged: string[];
const serving = new Set<Serving>();

beforeEach(() => {
  dataDirectory = mkdtempSync(join(tmpdir(), 'cardwright-serve-'));
  logged = [];
});
afterEach(async () => {
  for (const one of serving) await one.close();
  serving.clear();
  rmSync(dataDirectory, { recursive: true, force: true });
});

const log = () => pino({ base: null, level: 'trace' }, { write: (line: string) => void logged.push(line) });
const environment = (more: Readonly<Record<string, string>> = {}) => ({
  PORT: '0',
  CARDWRIGHT_DATA_DIR: dataDirectory,
  ...more,
});

async function start(env: Readonly<Record<string, string>> = {}): Promise<Serving> {
  const one = await serve({ config: readConfig(environment(env)), log: log() });
  serving.add(one);
  return one;
}
async function stop(one: Serving): Promise<void> {
  serving.delete(one);
  await one.close();
}
function configFile(file: object): Readonly<Record<string, string>> {
  const path = join(dataDirectory, 'config.json');
  writeFileSync(path, JSON.stringify(file));
  return { CARDWRIGHT_CONFIG: path };
}
const refusal = (env: Readonly<Record<string, string>>) =>
  serve({ config: readConfig(environment(env)), log: log() }).then(
    () => 'it started',
    (error: unknown) => error,
  );
const call = (url: string, change: Readonly<Record<string, unknown>> = {}) =>
  fetch(`${url}/cds-services/${prevent}`, {
    method: 'POST',
    body: JSON.stringify(callBody(prevent, 'base.json', change)),
  });
const isAnswered = (url: string) =>
  fetch(`${url}/livez`).then(
    () => true,
    () => false,
  );

describe('demo mode', () => {
  test('its Subscriptions move with its port, and the one that demos of before left goes', async () => {
    const idsAt = async (url: string): Promise<readonly string[]> => {
      const found: unknown = await (await fetch(`${url}/fhir/Subscription?_sort=_id`)).json();
      const entries: unknown = Reflect.get(Object(found), 'entry') ?? [];
      return (Array.isArray(entries) ? entries : []).map(({ resource: { id, channel } }) => {
        expect(channel.endpoint).toContain(`${url}/subscriptions/demo/`);
        return String(id);
      });
    };
    const first = await start();
    const ids = await idsAt(first.url);
    expect(ids.length).toBeGreaterThan(0);
    const body = JSON.stringify({
      resourceType: 'Subscription',
      id: 'cardwright-demo',
      status: 'requested',
      reason: 'Vital signs for the early warning score',
      criteria: 'Observation?category=vital-signs',
      channel: { type: 'rest-hook', endpoint: `${first.url}/subscriptions/demo/key`, payload: 'application/fhir+json' },
    });
    const former = '/fhir/Subscription/cardwright-demo';
    const headers = { 'content-type': 'application/fhir+json' };
    expect((await fetch(`${first.url}${former}`, { method: 'PUT', headers, body })).status).toBe(201);
    await stop(first);
    const again = await start();
    expect((await fetch(`${again.url}${former}`)).status).toBe(410);
    expect(await idsAt(again.url)).toEqual(ids);
  });

  test('it starts, answers, closes, and starts again on what it left', async () => {
    const first = await start();
    expect(await (await fetch(`${first.url}/readyz`)).json()).toMatchObject({ ready: true });
    expect(await (await call(first.url)).json()).toMatchObject({ cards: [{ summary: expect.stringMatching(/./) }] });
    const written = await fetch(`${first.url}/fhir/Patient/mine`, {
      method: 'PUT',
      headers: { 'content-type': 'application/fhir+json' },
      body: JSON.stringify({ resourceType: 'Patient', id: 'mine' }),
    });
    expect(written.ok).toBe(true);
    await stop(first);
    expect(await isAnswered(first.url)).toBe(false);

    const second = await start();
    expect((await fetch(`${second.url}/fhir/Patient/mine`)).status).toBe(200);
    expect(await second.host.store.listEvaluations({ limit: 10 })).toMatchObject([{ service: prevent }]);
    await second.idle();
    await stop(second);
    expect(logged.filter((line) => /"level":(40|50|60)/.test(line))).toEqual([]);
  });

  test('every service is active', async () => {
    const { host } = await start();
    expect(new Set([...host.services.values()].map(({ status }) => status))).toEqual(new Set(['active']));
  });
});

describe('with a configuration file', () => {
  test('a service is silent until the file says otherwise, and draft and retired are not there', async () => {
    const services = { 'warfarin-dose': { status: 'retired' }, 'deterioration-news2': { status: 'draft' } };
    const { host, url } = await start(configFile({ services }));
    expect([...host.services].map(([id, { status }]) => `${id} ${status}`)).toContain(`${prevent} silent`);
    expect(host.services.has('warfarin-dose')).toBe(false);
    expect(host.services.has('deterioration-news2')).toBe(false);
    expect(await (await call(url)).json()).toMatchObject({ cards: [] });
    expect((await fetch(`${url}/fhir/metadata`)).status).toBe(404);
  });

  test('a call-back to a server that is not on the list is refused before anything is asked of it', async () => {
    let asked = 0;
    const other = createServer((_req, res) => {
      asked += 1;
      res.end('{}');
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const fhirServer = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/fhir`;
    const { url } = await start(configFile({ fhirServers: ['http://127.0.0.1:1/fhir'] }));
    for (const given of [fhirServer, 'http://[', 'http://127.0.0.1:1/fhir/../other']) {
      const token = { access_token: 'abc', token_type: 'Bearer' };
      const answer = await call(url, { prefetch: {}, fhirServer: given, fhirAuthorization: token });
      expect(answer.status).toBe(400);
    }
    expect(asked).toBe(0);
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('what keeps it from starting is told and leaves nothing open', () => {
  test('an address beyond this machine, as clients are not authenticated', async () => {
    expect(await refusal({ HOST: '0.0.0.0' })).toMatchObject({
      code: 'bad-argument',
      message: expect.stringMatching(/loopback/),
    });
  });

  test('unless the operator says so, which is logged', async () => {
    const { url } = await start({ HOST: '0.0.0.0', CARDWRIGHT_ALLOW_UNAUTHENTICATED: '1', ...configFile({}) });
    expect(await isAnswered(url)).toBe(true);
    expect(logged.join('')).toContain('without client authentication');
  });

  test('a port in use', async () => {
    const { url } = await start(configFile({}));
    const { port } = new URL(url);
    expect(await refusal({ PORT: port, ...configFile({}) })).toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining(`port ${port}: the port is in use`),
    });
    expect(await isAnswered(url)).toBe(true);
  });

  test('a data directory that is a file', async () => {
    const file = join(dataDirectory, 'file');
    writeFileSync(file, '');
    expect(await refusal({ CARDWRIGHT_DATA_DIR: file })).toMatchObject({
      code: 'bad-argument',
      message: expect.stringContaining(file),
    });
  });

  test('a store that is damaged', async () => {
    writeFileSync(join(dataDirectory, 'cardwright.sqlite'), 'this is no database, '.repeat(1_000));
    expect(await refusal({})).toMatchObject({ code: 'store-failed' });
  });

  test('an embedded server that cannot be opened: the door is closed again and the store is free', async () => {
    writeFileSync(join(dataDirectory, 'fhir'), 'a file where a folder should be');
    const free = createServer();
    await new Promise<void>((resolve) => free.listen(0, '127.0.0.1', resolve));
    const address = free.address();
    const port = String(typeof address === 'object' ? address?.port : '');
    await new Promise((resolve) => free.close(resolve));
    expect(await refusal({ PORT: port })).toBeInstanceOf(Error);
    expect(await isAnswered(`http://127.0.0.1:${port}`)).toBe(false);
    rmSync(join(dataDirectory, 'fhir'));
    expect(await isAnswered((await start({ PORT: port })).url)).toBe(true);
  });
});

test('the demonstration says ready when what is written to it is notified, not before', async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  const address = probe.address();
  const port = typeof address === 'object' ? String(address?.port) : '';
  await new Promise((resolve) => probe.close(resolve));
  const url = `http://127.0.0.1:${port}`;
  const started = start({ PORT: port });
  const isReady = () =>
    fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isReady())) await new Promise((resolve) => setTimeout(resolve, 5));
  const subscriptions: unknown = await (await fetch(`${url}/fhir/Subscription?status=active`)).json();
  expect(subscriptions).toMatchObject({ entry: [{ resource: { resourceType: 'Subscription' } }, {}] });
  await started;
});
