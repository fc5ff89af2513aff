import { createServer, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import type { AccessTokens, FhirInteraction } from './access-tokens.ts';
import type { FhirClient } from './fhir-client.ts';
import { createHttpFhirClient, type HttpFhirClientOptions } from './http-fhir-client.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { observation } from './testing/chart.ts';

const { signal } = new AbortController();
const now = Date.parse('2026-01-10T00:00:00Z');
const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

interface Reply {
  readonly status: number;
  readonly body?: Resource;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Against {
  readonly client: FhirClient;
  readonly requests: IncomingMessage[];
  readonly waits: number[];
}

/** A server that gives these replies in turn, the last one for ever; `'drop'` breaks the connection. */
async function against(
  replies: readonly (Reply | 'drop')[],
  options: Partial<HttpFhirClientOptions> = {},
  policy: Partial<RetryPolicy> = {},
): Promise<Against> {
  const requests: IncomingMessage[] = [];
  const waits: number[] = [];
  const server = createServer((request, response) => {
    const reply = replies[Math.min(requests.length, replies.length - 1)] ?? 'drop';
    requests.push(request);
    if (reply === 'drop') return void request.socket.destroy();
    const { status, body, headers } = reply;
    response.writeHead(status, headers).end(body && JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => (server.closeAllConnections(), server.close()));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const retry: RetryPolicy = {
    maxAttempts: 3,
    maxWaitMs: 10_000,
    now: () => now,
    random: () => 0.5,
    wait: async (ms) => void waits.push(ms),
    ...policy,
  };
  const client = createHttpFhirClient({ baseUrl: `http://127.0.0.1:${port}/fhir`, fetch, retry, ...options });
  return { client, requests, waits };
}

const found: Reply = { status: 200, body: observation('o1') };
const busy: Reply = { status: 503 };
const empty: Bundle = { resourceType: 'Bundle', type: 'batch-response' };
const key = [['identifier', 'a|b']] as const;
const batchOf = (method: 'POST' | 'PUT', url: string, ifNoneExist?: string): Bundle => ({
  resourceType: 'Bundle',
  type: 'batch',
  entry: [{ request: { method, url, ...(ifNoneExist !== undefined && { ifNoneExist }) }, resource: observation('o1') }],
});

describe('what is repeated', () => {
  type Call = (client: FhirClient) => Promise<unknown>;
  const safe: readonly (readonly [string, Call, Resource])[] = [
    ['a read', (c) => c.read('Observation', 'o1', signal), observation('o1')],
    ['a search', (c) => c.search('Observation?_id=o1', signal), empty],
    ['a history', (c) => c.history({ type: 'Observation' }, signal), empty],
    [
      'a conditional update',
      (c) => c.conditionalUpdate('Observation', key, observation('o1'), signal),
      observation('o1'),
    ],
    [
      'a conditional create',
      (c) => c.conditionalCreate('Observation', key, observation('o1'), signal),
      observation('o1'),
    ],
    ['a deletion', (c) => c.delete('Observation', 'o1', signal), observation('o1')],
    ['a GET of an operation', (c) => c.operation({ method: 'GET', name: '$status' }, signal), empty],
    ['a batch of conditional updates', (c) => c.batch(batchOf('PUT', 'Observation?identifier=a'), signal), empty],
    ['a batch of conditional creates', (c) => c.batch(batchOf('POST', 'Observation', 'identifier=a'), signal), empty],
  ];
  test.each(safe)('%s', async (_name, call, body) => {
    const { client, requests } = await against([busy, 'drop', { status: 200, body }]);
    await call(client);
    expect(requests).toHaveLength(3);
  });

  const unsafe: readonly (readonly [string, Call])[] = [
    ['a create', (c) => c.create(observation('o1'), signal)],
    ['an update by id', (c) => c.update({ ...observation('o1'), id: 'o1' }, signal)],
    ['an update of a version', (c) => c.update({ ...observation('o1'), id: 'o1' }, signal, '3')],
    ['a POST of an operation', (c) => c.operation({ method: 'POST', name: '$resend' }, signal)],
    ['a batch with a create', (c) => c.batch(batchOf('POST', 'Observation'), signal)],
    ['a batch with an update by id', (c) => c.batch(batchOf('PUT', 'Observation/o1'), signal)],
  ];
  for (const first of [busy, 'drop'] as const)
    test.each(unsafe)(`never %s (${first === 'drop' ? 'no answer' : '503'})`, async (_name, call) => {
      const { client, requests } = await against([first, found]);
      await expect(call(client)).rejects.toThrow();
      expect(requests).toHaveLength(1);
    });

  test.each([400, 401, 403, 404, 409, 412, 422, 500, 501])('not after status %i', async (status) => {
    const { client, requests } = await against([{ status }]);
    await expect(client.read('Observation', 'o1', signal)).rejects.toMatchObject({ details: { status } });
    expect(requests).toHaveLength(1);
  });

  test('nothing without a policy', async () => {
    let requests = 0;
    const answer = async () => new Response('', { status: (requests += 1) === 1 ? 503 : 200 });
    const client = createHttpFhirClient({ baseUrl: 'http://127.0.0.1:1/fhir', fetch: answer });
    await expect(client.read('Observation', 'o1', signal)).rejects.toMatchObject({ details: { status: 503 } });
    expect(requests).toBe(1);
  });
});

describe('how long is waited', () => {
  test('twice as long each time, then the refusal is the answer', async () => {
    const { client, waits, requests } = await against([busy], {}, { maxAttempts: 4 });
    await expect(client.read('Observation', 'o1', signal)).rejects.toMatchObject({ details: { status: 503 } });
    expect({ waits, requests: requests.length }).toEqual({ waits: [200, 400, 800], requests: 4 });
  });

  test.each([
    ['7', 7_000],
    ['Sat, 10 Jan 2026 00:00:09 GMT', 9_000],
  ])('as the server asks: Retry-After %s', async (value, ms) => {
    const { client, waits } = await against([{ status: 429, headers: { 'retry-after': value } }, found]);
    await client.read('Observation', 'o1', signal);
    expect(waits).toEqual([ms]);
  });

  test('a server that asks for more than we wait is refused at once, and the caller learns for how long', async () => {
    const { client, waits } = await against([{ status: 429, headers: { 'retry-after': '11' } }, found]);
    const details = { status: 429, retryAfterMs: 11_000 };
    await expect(client.read('Observation', 'o1', signal)).rejects.toMatchObject({ code: 'fhir-refused', details });
    expect(waits).toEqual([]);
  });

  test('no longer than the deadline', async () => {
    const policy = { wait: async (ms: number, signal: AbortSignal) => void (await wait(ms, undefined, { signal })) };
    const { client, requests } = await against([{ status: 503, headers: { 'retry-after': '9' } }, found], {}, policy);
    const started = performance.now();
    const call = client.read('Observation', 'o1', AbortSignal.timeout(60));
    await expect(call).rejects.toMatchObject({ code: 'deadline-exceeded' });
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(requests).toHaveLength(1);
  });
});

/** Gives token-1, token-2 …; a token is good until it is invalidated. */
function countedTokens(permits: (type: string, interaction: FhirInteraction) => boolean = () => true): AccessTokens & {
  readonly invalidated: string[];
} {
  const invalidated: string[] = [];
  return {
    invalidated,
    get: async () => ({ token: `token-${invalidated.length + 1}`, permits }),
    invalidate: (token) => void invalidated.push(token),
  };
}

describe('tokens of a server', () => {
  const bearers = (requests: readonly IncomingMessage[]) => requests.map(({ headers }) => headers.authorization);

  test('after a 401 there is one other token and one more attempt, for any method', async () => {
    const tokens = countedTokens();
    const { client, requests } = await against([{ status: 401 }, { status: 201, body: observation('o1') }], { tokens });
    await client.create(observation('o1'), signal);
    expect(bearers(requests)).toEqual(['Bearer token-1', 'Bearer token-2']);
    expect(tokens.invalidated).toEqual(['token-1']);
  });

  test('a second 401 is the answer', async () => {
    const { client, requests } = await against([{ status: 401 }], { tokens: countedTokens() });
    await expect(client.read('Observation', 'o1', signal)).rejects.toMatchObject({ details: { status: 401 } });
    expect(requests).toHaveLength(2);
  });

  test('403 renews nothing', async () => {
    const tokens = countedTokens();
    const { client } = await against([{ status: 403 }], { tokens });
    await expect(client.read('Observation', 'o1', signal)).rejects.toMatchObject({ details: { status: 403 } });
    expect(tokens.invalidated).toEqual([]);
  });

  test('what was not granted is not sent, and says so without ids', async () => {
    const tokens = countedTokens((type, interaction) => type === 'Patient' && interaction === 'r');
    const { client, requests } = await against([found], { tokens });
    const calls = [
      client.read('Observation', 'jane-doe', signal),
      client.search('Patient?_id=jane-doe', signal),
      client.history({ type: 'Patient' }, signal),
      client.create(observation('o1'), signal),
      client.update({ ...observation('o1'), id: 'jane-doe' }, signal),
      client.delete('Patient', 'jane-doe', signal),
    ];
    for (const call of calls) {
      const error: unknown = await call.catch((e: unknown) => e);
      expect(error).toMatchObject({ code: 'scope-not-granted' });
      expect(`${String(error)}${JSON.stringify(error)}`).not.toContain('jane');
    }
    expect(requests).toEqual([]);
  });

  test('a page or a next link elsewhere gets no token', async () => {
    const seen: string[] = [];
    const elsewhere = createServer((request, response) => {
      seen.push(String(request.headers.authorization));
      response.end(JSON.stringify(empty));
    });
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    opened.push(() => (elsewhere.closeAllConnections(), elsewhere.close()));
    const address = elsewhere.address();
    const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/fhir/Observation?page=2`;
    const page: Bundle = { resourceType: 'Bundle', type: 'searchset', link: [{ relation: 'next', url }] };
    const { client } = await against([{ status: 200, body: page }], { tokens: countedTokens() });
    expect(await client.search('Observation?_id=o1', signal)).toMatchObject({ truncated: true });
    expect(await client.history({ type: 'Observation' }, signal)).toMatchObject({ truncated: true });
    await expect(client.searchNext?.(url, signal)).rejects.toMatchObject({ code: 'fhir-refused' });
    expect(seen).toEqual([]);
  });
});
