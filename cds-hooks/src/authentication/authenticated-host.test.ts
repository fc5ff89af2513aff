import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { pino } from 'pino';
import type { ClientConfig } from '../config/config.ts';
import { readConfig } from '../config/read-config.ts';
import { serve, type Serving } from '../serve.ts';
import { callBody } from '../testing/call-body.ts';
import { readCase } from '../testing/read-case.ts';
import { testSigner, type TestSigner } from './testing/test-signer.ts';

const prevent = 'cvd-risk-prevent';
const publicBaseUrl = 'https://cds.example.org/cardwright';
const discovery = `${publicBaseUrl}/cds-services`;
const endpoint = `${discovery}/${prevent}`;
const accessToken = 'canary-access-token-51f0';

const dataDirectory = mkdtempSync(join(tmpdir(), 'cardwright-authentication-'));
const logged: string[] = [];
const log = pino({ level: 'trace' }, { write: (line: string) => void logged.push(line) });
const tokens: string[] = [];
let serving: Serving;
let signer: TestSigner;
let fhir: { readonly url: string; readonly asked: (string | undefined)[]; readonly server: Server };

beforeAll(async () => {
  signer = await testSigner('RS384');
  fhir = await startFhir();
  serving = await start({ clinic: clientOf({ fhirServers: [fhir.url] }) });
});
afterAll(async () => {
  await serving.close();
  fhir.server.closeAllConnections();
  fhir.server.close();
});

const clientOf = (change: Partial<ClientConfig> = {}): ClientConfig => ({
  issuer: 'https://ehr.example.org',
  jwks: { keys: [signer.jwk] },
  ...change,
});

function start(clients: Readonly<Record<string, ClientConfig>>, directory = dataDirectory): Promise<Serving> {
  const base = readConfig({ PORT: '0', CARDWRIGHT_DATA_DIR: directory });
  const services = { [prevent]: { status: 'active' as const, approvedBy: 'test', approvedOn: '2026-01-01' } };
  return serve({ config: { ...base, demo: false, clients, publicBaseUrl, services }, log });
}

/** A FHIR server that answers every search with the chart of a case and remembers the tokens that it was shown. */
async function startFhir(): Promise<typeof fhir> {
  const asked: (string | undefined)[] = [];
  const { prefetch } = readCase(prevent, 'base.json');
  const server = createServer((req, res) => {
    asked.push(req.headers.authorization);
    const chart = Object.values(prefetch)[0];
    res.writeHead(200, { 'content-type': 'application/fhir+json' }).end(JSON.stringify(chart));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/r4`, asked, server };
}

async function bearer(aud: string, claims: Readonly<Record<string, unknown>> = {}): Promise<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000);
  const token = await signer.sign({ iss: 'https://ehr.example.org', aud, iat: now, exp: now + 60, ...claims });
  tokens.push(token);
  return { authorization: `Bearer ${token}` };
}

const get = (headers: Record<string, string> = {}) => fetch(`${serving.url}/cds-services`, { headers });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${serving.url}/cds-services/${prevent}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const call = () => callBody(prevent, 'base.json');
const feedback = { feedback: [{ card: 'c', outcome: 'accepted', outcomeTimestamp: '2026-03-02T09:00:00Z' }] };

describe('every door of CDS Hooks asks for a token', () => {
  test('none: 401 without detail, with CORS headers', async () => {
    for (const response of [await get(), await post('', call()), await post('/feedback', feedback)]) {
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer');
      expect(response.headers.get('access-control-allow-origin')).toBe('*');
      const text = 'The request is not authenticated.';
      expect(await response.json()).toMatchObject({ issue: [{ code: 'login', details: { text } }] });
    }
  });

  test('a good one, each with its own audience', async () => {
    expect((await get(await bearer(discovery))).status).toBe(200);
    expect((await post('', call(), await bearer(endpoint))).status).toBe(200);
    expect((await post('/feedback', feedback, await bearer(`${endpoint}/feedback`))).status).toBe(200);
  });

  test('one for another door, or once more', async () => {
    expect((await get(await bearer(endpoint))).status).toBe(401);
    expect((await post('', call(), await bearer(discovery))).status).toBe(401);
    expect((await post('/feedback', feedback, await bearer(endpoint))).status).toBe(401);
    const once = await bearer(endpoint);
    expect((await post('', call(), once)).status).toBe(200);
    expect((await post('', call(), once)).status).toBe(401);
  });

  test('the Host header is not believed', async () => {
    const { port, hostname } = new URL(serving.url);
    const token = await bearer(`http://evil.example.org/cds-services`);
    const socket = connect(Number(port), hostname);
    socket.end(
      `GET /cds-services HTTP/1.1\r\nHost: evil.example.org\r\nAuthorization: ${token['authorization']}\r\nConnection: close\r\n\r\n`,
    );
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('two Authorization headers', async () => {
    const { port, hostname } = new URL(serving.url);
    const [first, second] = [await bearer(discovery), await bearer(discovery)];
    const socket = connect(Number(port), hostname);
    socket.end(
      `GET /cds-services HTTP/1.1\r\nHost: x\r\nAuthorization: ${first['authorization']}\r\nauthorization: ${second['authorization']}\r\nConnection: close\r\n\r\n`,
    );
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
  });

  test('before the body is looked at, and before anybody learns which services there are', async () => {
    const response = await fetch(`${serving.url}/cds-services/no-such-service`, { method: 'POST', body: '{' });
    expect(response.status).toBe(401);
    const headers = await bearer(`${discovery}/no-such-service`);
    const body = JSON.stringify(call());
    const known = await fetch(`${serving.url}/cds-services/no-such-service`, { method: 'POST', headers, body });
    expect(known.status).toBe(404);
  });

  test('a preflight has no token and needs none', async () => {
    const preflight = await fetch(`${serving.url}/cds-services/${prevent}`, { method: 'OPTIONS' });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
  });

  test('of forty calls with one token at once one is answered', async () => {
    const headers = await bearer(endpoint);
    const statuses = await Promise.all(
      Array.from({ length: 40 }, async () => (await post('', call(), headers)).status),
    );
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(39);
  });
});

const withServer = (fhirServer: string) => {
  const { hook, hookInstance, context } = Object(call()) as Record<string, unknown>;
  const fhirAuthorization = {
    access_token: accessToken,
    token_type: 'Bearer',
    expires_in: 30,
    scope: 'patient/*.rs',
    subject: 'cardwright',
  };
  return { hook, hookInstance, context, fhirServer, fhirAuthorization };
};

describe('the access token', () => {
  test('travels to a server of the client, and to no other', async () => {
    await post('', withServer(fhir.url), await bearer(endpoint));
    expect(new Set(fhir.asked)).toEqual(new Set([`Bearer ${accessToken}`]));
    const count = fhir.asked.length;
    expect(count).toBeGreaterThan(0);
    for (const other of [`${fhir.url}/x`, fhir.url.replace('127.0.0.1', 'localhost'), 'https://evil.example.org/r4']) {
      const response = await post('', withServer(other), await bearer(endpoint));
      expect(response.status).toBe(400);
    }
    expect(fhir.asked).toHaveLength(count);
  });

  test('and no JWT is in the log or in any file', async () => {
    expect(logged.join('')).toContain('client refused');
    const files = readdirSync(dataDirectory, { recursive: true, encoding: 'utf8' }).map((name) =>
      join(dataDirectory, name),
    );
    const written = [logged.join(''), ...files.map((file) => readFileSync(file, 'latin1'))];
    expect(files.some((file) => file.endsWith('.sqlite'))).toBe(true);
    for (const text of written) {
      expect(text).not.toContain(accessToken);
      for (const token of tokens) expect(text).not.toContain(token.split('.')[2]);
    }
    // The search would find what is there: the token ids are.
    expect(written.slice(1).some((text) => text.includes('https://ehr.example.org'))).toBe(true);
  });
});

describe('starting', () => {
  test('a client whose key is published is refused, and the process can end', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cardwright-authentication-'));
    const { crv, x, y } = {
      crv: 'P-384',
      x: 'dw_JGR8nB2I6XveNxUOl2qk699ZPLM2nYI5STSdiEl9avAkrm3CkfYMbrrjr8laB',
      y: 'Sm3mLE-n1zYNla_aiE3cb3nZsL51RbC7ysw3q8aJLxGm-hx79RPMYpITDjp7kgzy',
    };
    const starting = start({ sandbox: clientOf({ jwks: { keys: [{ kty: 'EC', kid: 'k', crv, x, y }] } }) }, directory);
    await expect(starting).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test('beyond loopback only with clients, or with the flag and a warning', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'cardwright-authentication-'));
    const base = { ...readConfig({ PORT: '0', HOST: '0.0.0.0', CARDWRIGHT_DATA_DIR: directory }), demo: false };
    await expect(serve({ config: base, log })).rejects.toMatchObject({ code: 'bad-argument' });
    const proxied = { ...base, host: '127.0.0.1', trustProxy: true, publicBaseUrl };
    await expect(serve({ config: proxied, log })).rejects.toMatchObject({ code: 'bad-argument' });
    const open = await serve({ config: { ...base, allowUnauthenticated: true }, log });
    expect((await fetch(`${open.url}/cds-services`)).status).toBe(200);
    expect(logged.some((line) => line.includes('listening without client authentication'))).toBe(true);
    await open.close();
    const closed = await serve({ config: { ...base, clients: { clinic: clientOf() }, publicBaseUrl }, log });
    expect((await fetch(`${closed.url}/cds-services`)).status).toBe(401);
    await closed.close();
  });

  test('a reload puts its clients in force, and none that cannot be registered', async () => {
    const base = { ...readConfig({ PORT: '0', CARDWRIGHT_DATA_DIR: dataDirectory }), demo: false, publicBaseUrl };
    const other = await testSigner();
    const reload = (client: ClientConfig) => serving.reload(() => ({ ...base, clients: { clinic: client } }));
    expect(await reload(clientOf({ algorithms: ['HS256'] }))).toBe('refused');
    expect((await get(await bearer(discovery))).status).toBe(200);
    expect(await reload(clientOf({ jwks: { keys: [other.jwk] } }))).toBe('applied');
    expect((await get(await bearer(discovery))).status).toBe(401);
    expect(await reload(clientOf())).toBe('applied');
    expect((await get(await bearer(discovery))).status).toBe(200);
  });

  test('a token that was used before a restart stays used', async () => {
    const headers = await bearer(discovery);
    expect((await get(headers)).status).toBe(200);
    await serving.close();
    serving = await start({ clinic: clientOf({ fhirServers: [fhir.url] }) });
    expect((await get(headers)).status).toBe(401);
    expect((await get(await bearer(discovery))).status).toBe(200);
  });
});
