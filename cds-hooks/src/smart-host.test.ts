import { mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { pino } from 'pino';
import { readConfig } from './config/read-config.ts';
import { startAuthorizationServer, type AuthorizationServer } from './outbound/smart/testing/authorization-server.ts';
import { writeTestKey } from './outbound/smart/testing/write-test-key.ts';
import { writePublished } from './published/published.ts';
import { serve, type Serving } from './serve.ts';
import { withdrawAdvice } from './subscriptions/withdraw-advice.ts';

// Each start loads and proves every model.
jest.setTimeout(60_000);

const pathKey = 'an-unguessable-path-key';
let folder: string;
let logged: string[];
let server: AuthorizationServer;
let host: Serving | undefined;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cardwright-smart-'));
  logged = [];
  server = await startAuthorizationServer({ grant: (asked) => asked.replace(/system\/Condition\.rs ?/, '') });
});
afterEach(async () => {
  await host?.close();
  host = undefined;
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

function write(smart: object, fhirServer = server.baseUrl): string {
  const path = join(folder, 'config.json');
  const ward = {
    fhirServer,
    criteria: 'Observation?category=vital-signs',
    authentication: { pathKey: { secrets: [pathKey] } },
    smart,
  };
  writeFileSync(path, JSON.stringify({ sources: { ward } }));
  return path;
}
const read = (path: string) => readConfig({ PORT: '0', CARDWRIGHT_DATA_DIR: folder, CARDWRIGHT_CONFIG: path });
async function start(smart: object): Promise<Serving> {
  const log = pino({ base: null, level: 'trace' }, { write: (line: string) => void logged.push(line) });
  return (host = await serve({ config: read(write(smart)), log }));
}

describe('a source that asks for tokens', () => {
  test('our key set is published, the token is got with it, what is not granted is told, and no token is in log or file', async () => {
    const key = { privateKeyFile: writeTestKey('ES384'), kid: 'one' };
    const { url, host } = await start({ clientId: 'cardwright', keys: [key] });
    const answer = await fetch(`${url}/.well-known/jwks.json`);
    expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
    expect(await answer.json()).toEqual({ keys: [expect.objectContaining({ kid: 'one', alg: 'ES384', use: 'sig' })] });

    server.behaviour.keySetUrl = `${url}/.well-known/jwks.json`;
    const source = host.sources.get('ward');
    await source?.fhir.read('Patient', 'p1', AbortSignal.timeout(5_000));
    const asked = server.tokenRequests[0]?.form.get('scope') ?? '';
    expect(asked).toContain('system/Observation.rs');
    expect(asked).toContain('system/Subscription.cruds');
    // Nobody has approved a service here, so nothing is written back.
    expect(asked).not.toContain('RiskAssessment');
    expect(source?.notGranted?.()).toEqual(['system/Condition.rs']);
    const ready = await (await fetch(`${url}/readyz`)).json();
    expect(ready).toMatchObject({ ready: true, notGranted: [{ source: 'ward', scopes: ['system/Condition.rs'] }] });
    expect(logged.filter((line) => line.includes('system/Condition.rs'))).toHaveLength(1);

    const assertion = server.tokenRequests[0]?.form.get('client_assertion') ?? 'none';
    const secrets = [...server.issued, assertion];
    expect(secrets.length).toBe(2);
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8', withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    const metrics = await (await fetch(`${url}/metrics`)).text();
    for (const text of [...logged, ...files, metrics, JSON.stringify(ready)])
      for (const secret of secrets) expect(text.includes(secret)).toBe(false);
  });
});

describe('where no service publishes any more', () => {
  test('a token that allows writing is asked for from the first withdrawal on', async () => {
    const { url, host } = await start({
      clientId: 'cardwright',
      keys: [{ privateKeyFile: writeTestKey('ES384'), kid: 'one' }],
    });
    server.behaviour.keySetUrl = `${url}/.well-known/jwks.json`;
    const source = host.sources.get('ward');
    if (source === undefined) throw new Error('There is no source.');
    const of = { service: 'deterioration-news2', patient: 'p1' };
    const signal = AbortSignal.timeout(5_000);
    const withdraw = () => withdrawAdvice(host, source, of, signal).catch(() => undefined);
    await source.fhir.read('Patient', 'p1', signal);
    await withdraw();
    expect(server.tokenRequests).toHaveLength(1);
    const state = { identity: 'i', outcome: 'assessed', evaluation: 'e', asOf: 't', riskAssessment: 'r' } as const;
    await writePublished(host.store, { ...of, source: source.id }, state, undefined);
    await withdraw();
    const scopes = server.tokenRequests.map(({ form }) => form.get('scope') ?? '');
    expect(scopes.map((asked) => asked.includes('system/RiskAssessment.cus'))).toEqual([false, true]);
  });
});

describe('a configuration is refused', () => {
  const key = { privateKeyFile: writeTestKey('ES384'), kid: 'one' };
  const other = { privateKeyFile: writeTestKey('ES384'), kid: 'one' };
  test.each([
    ['without https', { clientId: 'c', keys: [key] }, 'http://fhir.example.org/r4', 'fhirServer: expected https'],
    [
      'with a token endpoint without https',
      { clientId: 'c', keys: [key], tokenUrl: 'http://as.example.org/token' },
      undefined,
      'smart/tokenUrl: expected https',
    ],
    [
      'with two keys of one name',
      { clientId: 'c', keys: [key, other] },
      undefined,
      'smart/keys/1/kid: also names another key',
    ],
    [
      'with a key that is not there',
      { clientId: 'c', keys: [{ privateKeyFile: 'nowhere' }] },
      undefined,
      'smart/keys/0/privateKeyFile: the file cannot be read',
    ],
    ['without keys', { clientId: 'c', keys: [] }, undefined, '/sources/ward/smart/keys'],
  ])('%s', (_name, smart, fhirServer, problem) => {
    const path = write(smart, fhirServer);
    expect(() => read(path)).toThrow(
      expect.objectContaining({ code: 'bad-argument', message: expect.stringContaining(problem) }),
    );
  });

  test('with a key that is none, at the start', async () => {
    const path = join(folder, 'key');
    writeFileSync(path, 'canary');
    const starting = start({ clientId: 'c', keys: [{ privateKeyFile: path }] });
    await expect(starting).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(starting).rejects.not.toThrow(/canary/);
  });
});
