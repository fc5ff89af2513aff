import { afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { CardwrightError } from '@cardwright/cds-service';
import { createHttpFhirClient, type FhirInteraction, type RetryPolicy } from '@cardwright/fhir';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { createOutboundFetch } from '../create-outbound-fetch.ts';
import { createSmartTokens, refusalMs, type SmartTokensOptions } from './create-smart-tokens.ts';
import { loadSigningKey, type SigningKey } from './load-signing-key.ts';
import {
  startAuthorizationServer,
  type AuthorizationServer,
  type ServerBehaviour,
} from './testing/authorization-server.ts';
import { writeTestKey } from './testing/write-test-key.ts';

const { signal } = new AbortController();
const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

let keys: { readonly rs: SigningKey; readonly es: SigningKey; readonly other: SigningKey };
beforeAll(async () => {
  const load = (kind: 'RS384' | 'ES384') => loadSigningKey({ privateKeyFile: writeTestKey(kind) });
  keys = { rs: await load('RS384'), es: await load('ES384'), other: await load('ES384') };
});

const retry: RetryPolicy = {
  maxAttempts: 2,
  maxWaitMs: 1_000,
  now: Date.now,
  random: () => 0.5,
  wait: async (ms, signal) => void (await wait(Math.min(ms, 5), undefined, { signal })),
};
const readNeeds = new Map<string, ReadonlySet<FhirInteraction>>([
  ['Observation', new Set(['r', 's'])],
  ['Patient', new Set(['r'])],
]);

/** A server that knows our keys, tokens for it, and a clock that both look at. */
async function connect(behaviour: Partial<ServerBehaviour> = {}, options: Partial<SmartTokensOptions> = {}) {
  let now = new Date('2026-01-10T00:00:00Z');
  let ids = 0;
  const server = await startAuthorizationServer({
    keys: [keys.rs.publicJwk, keys.es.publicJwk],
    now: () => now,
    ...behaviour,
  });
  const outbound = createOutboundFetch();
  opened.push(server.close, outbound.close);
  const seen: { asked: readonly string[]; missing: readonly string[] }[] = [];
  const tokens = createSmartTokens({
    baseUrl: server.baseUrl,
    clientId: 'cardwright',
    keys: [keys.es],
    needs: () => readNeeds,
    fetch: outbound.fetch,
    now: () => now,
    newUuid: () => `jti-${(ids += 1)}`,
    retry,
    onIssued: (issued) => void seen.push(issued),
    ...options,
  });
  const pass = (seconds: number) => (now = new Date(now.getTime() + seconds * 1000));
  const client = createHttpFhirClient({ baseUrl: server.baseUrl, fetch: outbound.fetch, tokens, retry });
  return { server, tokens, client, seen, pass };
}

const assertionsOf = ({ tokenRequests }: AuthorizationServer) =>
  tokenRequests.map(({ form }) => form.get('client_assertion') ?? '');
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('a token', () => {
  test.each(['RS384', 'ES384'] as const)(
    '%s: is given for an assertion that a strict server takes',
    async (algorithm) => {
      const { server, tokens } = await connect({}, { keys: [algorithm === 'RS384' ? keys.rs : keys.es] });
      expect((await tokens.get(signal)).token).toBe('canary-token-1');
      const [assertion = ''] = assertionsOf(server);
      expect(decodeProtectedHeader(assertion)).toEqual({
        alg: algorithm,
        typ: 'JWT',
        kid: algorithm === 'RS384' ? keys.rs.kid : keys.es.kid,
      });
      const { iss, sub, aud, exp = 0, iat = 0, jti } = decodeJwt(assertion);
      expect({ iss, sub, aud, jti }).toEqual({
        iss: 'cardwright',
        sub: 'cardwright',
        aud: server.tokenUrl,
        jti: 'jti-1',
      });
      expect(exp - iat).toBeLessThanOrEqual(300);
      expect(server.tokenRequests[0]?.form.get('scope')).toBe('system/Observation.rs system/Patient.r');
    },
  );

  test('the server in this test does refuse: another key, another client, an assertion seen before', async () => {
    const cases: readonly Partial<SmartTokensOptions>[] = [
      { keys: [keys.other] },
      { clientId: 'somebody' },
      { newUuid: () => 'always the same' },
    ];
    for (const options of cases) {
      const { tokens } = await connect({}, options);
      const first = await failureOf(tokens.get(signal));
      if (first === undefined) tokens.invalidate('canary-token-1');
      expect(first ?? (await failureOf(tokens.get(signal)))).toMatchObject({
        code: 'token-refused',
        details: { status: 400, error: 'invalid_client' },
      });
    }
  });

  test('the first key that the server takes signs', async () => {
    const configuration = { token_endpoint_auth_signing_alg_values_supported: ['RS384'] };
    const { server, tokens } = await connect({ configuration }, { keys: [keys.es, keys.rs] });
    await tokens.get(signal);
    expect(decodeProtectedHeader(assertionsOf(server)[0] ?? '').kid).toBe(keys.rs.kid);
  });

  test('a server of SMART version 1 is asked for .read', async () => {
    const configuration = { capabilities: ['client-confidential-asymmetric', 'permission-v1'] };
    const { server, tokens } = await connect({ configuration });
    await tokens.get(signal);
    expect(server.tokenRequests[0]?.form.get('scope')).toBe('system/Observation.read system/Patient.read');
  });

  test('a configured token endpoint and configured scopes are used as they are', async () => {
    const { server, tokens } = await connect({}, { scopes: ['system/*.read'] });
    const other = await connect(
      {},
      {
        tokenUrl: server.tokenUrl,
        baseUrl: 'http://127.0.0.1:1/fhir',
        scopes: ['system/*.rs'],
        newUuid: () => 'another',
      },
    );
    await tokens.get(signal);
    await other.tokens.get(signal);
    expect(server.tokenRequests.map(({ form }) => form.get('scope'))).toEqual(['system/*.read', 'system/*.rs']);
    expect(other.server.discoveries()).toBe(0);
  });
});

describe('one token for all', () => {
  test('a hundred calls at once are one request', async () => {
    const { server, client } = await connect();
    await Promise.all(Array.from({ length: 100 }, () => client.read('Patient', 'p1', signal)));
    expect({ tokens: server.issued.length, discoveries: server.discoveries() }).toEqual({ tokens: 1, discoveries: 1 });
  });

  test.each([
    [300, 269, 270],
    [1000, 899, 900],
  ])('of %i s is good for %i s, and not for %i', async (expiresInSeconds, fresh, stale) => {
    const { server, tokens, pass } = await connect({ expiresInSeconds });
    await tokens.get(signal);
    pass(fresh);
    expect((await tokens.get(signal)).token).toBe('canary-token-1');
    pass(stale - fresh);
    expect((await tokens.get(signal)).token).toBe('canary-token-2');
    expect(new Set(assertionsOf(server).map((one) => decodeJwt(one).jti)).size).toBe(2);
  });

  test.each([undefined, 'soon', 0, -5, 20])(
    'whose life is %j is not taken for good for long',
    async (expiresInSeconds) => {
      const { tokens, pass } = await connect({ expiresInSeconds });
      await tokens.get(signal);
      pass(31);
      expect((await tokens.get(signal)).token).toBe('canary-token-2');
    },
  );

  test('when the needs change, other scopes are asked for', async () => {
    let needs: ReadonlyMap<string, ReadonlySet<FhirInteraction>> = readNeeds;
    const { server, tokens } = await connect({}, { needs: () => needs });
    await tokens.get(signal);
    needs = new Map([...readNeeds, ['Condition', new Set<FhirInteraction>(['s'])]]);
    await tokens.get(signal);
    expect(server.tokenRequests.map(({ form }) => form.get('scope'))).toEqual([
      'system/Observation.rs system/Patient.r',
      'system/Condition.s system/Observation.rs system/Patient.r',
    ]);
  });

  test('a caller that gives up does not take the token from the others', async () => {
    const { tokens, server } = await connect();
    const [gaveUp, other] = await Promise.all([failureOf(tokens.get(AbortSignal.abort())), tokens.get(signal)]);
    expect(gaveUp).toMatchObject({ code: 'deadline-exceeded' });
    expect(other.token).toBe('canary-token-1');
    expect(server.issued).toHaveLength(1);
  });
});

describe('tokens that are refused', () => {
  test('after a 401 one new token serves all who were refused', async () => {
    const { server, client } = await connect();
    await client.read('Patient', 'p1', signal);
    server.revoke();
    await Promise.all(Array.from({ length: 20 }, () => client.read('Patient', 'p1', signal)));
    expect(server.issued).toHaveLength(2);
  });

  test('a server that says 401 to every token is asked twice, not for ever', async () => {
    const { server, client } = await connect({ fhir: (_request, response) => void response.writeHead(401).end() });
    expect(await failureOf(client.read('Patient', 'p1', signal))).toMatchObject({ details: { status: 401 } });
    expect({ issued: server.issued.length, asked: server.fhirRequests.length }).toEqual({ issued: 2, asked: 2 });
  });

  test('a refusal is good for a while: a wrong key is not tried with every request', async () => {
    const { server, tokens, pass } = await connect({}, { keys: [keys.other] });
    for (let i = 0; i < 10; i += 1)
      expect(await failureOf(tokens.get(signal))).toMatchObject({ code: 'token-refused' });
    expect(server.tokenRequests).toHaveLength(1);
    server.behaviour.keys = [keys.other.publicJwk];
    pass(refusalMs / 1000);
    expect((await tokens.get(signal)).token).toBe('canary-token-1');
  });

  test('a busy authorization server is asked again, with an assertion of its own', async () => {
    const { server, tokens } = await connect({ failTokens: [503] });
    expect((await tokens.get(signal)).token).toBe('canary-token-1');
    expect(server.tokenRequests.map(({ refused }) => refused)).toEqual([undefined, undefined]);
    expect(new Set(assertionsOf(server).map((one) => decodeJwt(one).jti)).size).toBe(2);
  });

  test('one that stays away is unreachable, which may be tried later', async () => {
    const { tokens } = await connect({ failTokens: [503, 503] });
    expect(await failureOf(tokens.get(signal))).toMatchObject({ code: 'fhir-unreachable', details: { status: 503 } });
    expect((await tokens.get(signal)).token).toBe('canary-token-1');
  });

  test.each([
    ['no token endpoint', { token_endpoint: undefined }],
    ['an endpoint without https', { token_endpoint: 'http://as.example.org/token' }],
    ['an endpoint with a user name', { token_endpoint: 'https://me@as.example.org/token' }],
    ['an endpoint in another scheme', { token_endpoint: 'file:///etc/passwd' }],
    ['another way of proving', { token_endpoint_auth_methods_supported: ['client_secret_basic'] }],
    ['other algorithms', { token_endpoint_auth_signing_alg_values_supported: ['ES512'] }],
  ])('a configuration with %s is refused before anything is signed', async (_name, configuration) => {
    const { server, tokens } = await connect({ configuration });
    expect(await failureOf(tokens.get(signal))).toMatchObject({ code: 'token-refused' });
    expect(server.tokenRequests).toEqual([]);
  });

  test('discovery and token endpoint go through the guard: a name that leads to this machine is not asked', async () => {
    const guarded = createOutboundFetch(async () => [{ address: '127.0.0.1', family: 4 }]);
    opened.push(guarded.close);
    const elsewhere = await startAuthorizationServer({ keys: [keys.es.publicJwk] });
    opened.push(elsewhere.close);
    const { port } = new URL(elsewhere.baseUrl);
    const byName = `https://fhir.example.org:${port}/fhir`;
    const discovery = await connect({}, { fetch: guarded.fetch, baseUrl: byName });
    const token = await connect({}, { fetch: guarded.fetch, tokenUrl: `https://as.example.org:${port}/oauth/token` });
    for (const { tokens } of [discovery, token])
      expect(await failureOf(tokens.get(signal))).toMatchObject({ code: 'fhir-unreachable' });
    expect([elsewhere.discoveries(), elsewhere.tokenRequests.length]).toEqual([0, 0]);
  });
});

describe('a grant that is narrower than asked', () => {
  test('is told, and what it does not reach fails with a code instead of looking empty', async () => {
    const { client, seen, server } = await connect({ grant: () => 'system/Patient.r' });
    await client.read('Patient', 'p1', signal);
    expect(seen).toEqual([
      { asked: ['system/Observation.rs', 'system/Patient.r'], missing: ['system/Observation.rs'] },
    ]);
    expect(await failureOf(client.search('Observation?patient=p1', signal))).toMatchObject({
      code: 'scope-not-granted',
    });
    expect(server.fhirRequests.map(({ line }) => line)).toEqual(['GET /fhir/Patient/p1']);
  });
});

describe('tokens stay where they belong', () => {
  test('no error says anything of a token or an assertion', async () => {
    const errors: unknown[] = [];
    const behaviours: readonly Partial<ServerBehaviour>[] = [
      { keys: [] },
      { failTokens: [503, 503, 503, 503] },
      { fhir: (_request, response) => void response.writeHead(401).end('canary') },
      { fhir: (request) => void request.socket.destroy() },
      { grant: () => 'canary' },
    ];
    for (const behaviour of behaviours) {
      const { client, server } = await connect(behaviour);
      errors.push(await failureOf(client.read('Patient', 'p1', signal)));
      for (const assertion of assertionsOf(server)) expect(String(errors.at(-1))).not.toContain(assertion);
    }
    expect(errors.every((error) => error instanceof CardwrightError)).toBe(true);
    const said = errors.map(
      (error) =>
        `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? `${error.stack} ${String(error.cause)}` : ''}`,
    );
    for (const one of said) expect(one).not.toMatch(/canary|eyJ|Bearer/);
  });

  test.each(['canary\nx: y', 'canary two', '', 7, undefined])(
    'a token %j that is none is refused unsaid',
    async (given) => {
      const { tokens } = await connect({ tokenAs: () => given });
      const error = await failureOf(tokens.get(signal));
      expect(error).toMatchObject({ code: 'token-refused' });
      expect(String(error)).not.toContain('canary');
    },
  );
});
