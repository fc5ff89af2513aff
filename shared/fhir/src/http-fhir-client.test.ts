import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { FhirClient } from './fhir-client.ts';
import { createHttpFhirClient } from './http-fhir-client.ts';
import { observation } from './testing/chart.ts';

type Handler = (request: IncomingMessage, response: ServerResponse, baseUrl: string) => void;
const { signal } = new AbortController();
const token = 'secret-token.abc';
let stop: (() => void) | undefined;
afterEach(() => stop?.());

/** A server that behaves as the handler says, and a client with a token for it. */
async function against(handle: Handler, more: { maxResponseBytes?: number } = {}): Promise<FhirClient> {
  let baseUrl = '';
  const server = createServer((request, response) => handle(request, response, baseUrl));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  baseUrl = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/fhir`;
  stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return createHttpFhirClient({ baseUrl, fetch, accessToken: token, ...more });
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}) =>
  response.writeHead(status, { 'content-type': 'application/fhir+json', ...headers }).end(JSON.stringify(body));
const page = (ids: readonly string[], next?: string) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: ids.map((id) => ({ resource: observation(id) })),
  ...(next !== undefined && { link: [{ relation: 'next', url: next }] }),
});
const failureOf = (call: Promise<unknown>) =>
  call.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('what goes over the wire', () => {
  test('accept, bearer and the path under a base URL with a slash', async () => {
    const seen: unknown[] = [];
    const client = await against(({ method, url, headers }, response) => {
      seen.push({ method, url, accept: headers.accept, authorization: headers.authorization });
      json(response, 200, observation('a/b'));
    });
    await client.read('Observation', 'a/b', signal);
    expect(seen).toEqual([
      {
        method: 'GET',
        url: '/fhir/Observation/a%2Fb',
        accept: 'application/fhir+json',
        authorization: `Bearer ${token}`,
      },
    ]);
  });

  test.each(['.', '..', ''])('an id "%s" that would change the path is refused before it is sent', async (id) => {
    const client = await against((_request, response) => json(response, 200, {}));
    await expect(client.read('Patient', id, signal)).rejects.toMatchObject({ code: 'bad-request' });
  });

  test.each(['http://other.example/Observation', '/Observation?x', 'Patient/1', ''])(
    'a search is relative to the base: %s',
    async (query) => {
      const client = await against((_request, response) => json(response, 200, page([])));
      await expect(client.search(query, signal)).rejects.toMatchObject({ code: 'bad-request' });
    },
  );
});

describe('answers to a search', () => {
  test('outcomes are kept apart from resources', async () => {
    const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'warning', code: 'informational' }] };
    const entry = [{ resource: observation('o1') }, { resource: outcome, search: { mode: 'outcome' } }];
    const client = await against((_request, response) => json(response, 200, { ...page([]), entry }));
    await expect(client.search('Observation?patient=p1', signal)).resolves.toEqual({
      resources: [observation('o1')],
      truncated: false,
      outcomes: [outcome],
    });
  });

  test.each<readonly [string, (baseUrl: string) => string, readonly string[], boolean]>([
    ['opaque, at another path', (base) => `${new URL(base).origin}/pages?_getpages=1`, ['o1', 'o2'], false],
    ['relative', () => '/fhir/next', ['o1', 'o2'], false],
    ['on another origin', () => 'http://evil.example/fhir?page=2', ['o1'], true],
    ['with user name', (base) => base.replace('//', '//user:pass@'), ['o1'], true],
    ['that is no URL', () => 'http://[', ['o1'], true],
  ])('a next link %s', async (_name, next, ids, truncated) => {
    const client = await against((request, response, base) =>
      json(response, 200, request.url?.includes('patient=') ? page(['o1'], next(base)) : page(['o2'])),
    );
    const result = await client.search('Observation?patient=p1', signal);
    expect(result.resources.map(({ id }) => id)).toEqual(ids);
    expect(result.truncated).toBe(truncated);
  });

  test('the next pages of a Bundle that somebody else was given', async () => {
    const seen: unknown[] = [];
    const client = await against(({ url, headers }, response) => {
      seen.push([url, headers.authorization]);
      json(response, 200, url === '/pages?n=2' ? page(['o2'], '/pages?n=3') : page(['o3']));
    });
    const result = await client.searchNext?.('/pages?n=2', signal);
    expect(result).toMatchObject({ resources: [observation('o2'), observation('o3')], truncated: false });
    expect(seen).toEqual([
      ['/pages?n=2', `Bearer ${token}`],
      ['/pages?n=3', `Bearer ${token}`],
    ]);
    expect(await client.searchNext?.('/pages?n=2', signal, { maxPages: 1 })).toMatchObject({ truncated: true });
  });

  test.each([
    ['another origin', 'http://evil.example/fhir?page=2'],
    ['another port', 'http://127.0.0.1:1/fhir?page=2'],
    ['a user name', 'http://user:pass@127.0.0.1/fhir?page=2'],
    ['no URL', 'http://['],
    ['another scheme', 'file:///etc/passwd'],
  ])('a supplied next link to %s gets no token', async (_name, url) => {
    let asked = 0;
    const client = await against((_request, response) => {
      asked += 1;
      json(response, 200, page([]));
    });
    await expect(client.searchNext?.(url, signal)).rejects.toMatchObject({ code: 'fhir-refused' });
    expect(asked).toBe(0);
  });

  test('a next link that leads back is not followed for ever', async () => {
    const client = await against((_request, response, base) => json(response, 200, page(['o1'], `${base}/loop`)));
    const result = await client.search('Observation?patient=p1', signal);
    expect({ count: result.resources.length, truncated: result.truncated }).toEqual({ count: 2, truncated: true });
  });
});

describe('a write that is answered without the resource', () => {
  test.each([
    ['a relative Location', '/fhir/Observation/new-1/_history/1', 'new-1'],
    ['an absolute Location', 'http://x.example/fhir/Observation/new-1', 'new-1'],
  ])('%s gives the id', async (_name, location, id) => {
    const client = await against((_request, response) => response.writeHead(201, { location }).end());
    await expect(client.create(observation('draft'), signal)).resolves.toEqual(observation(id));
  });
});

const outcome = {
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', code: 'security', diagnostics: 'Jane Doe is not yours' }],
};
const failures: readonly (readonly [string, Handler, object])[] = [
  [
    'an OperationOutcome',
    (_q, r) => json(r, 403, outcome),
    { code: 'fhir-refused', details: { method: 'GET', type: 'Patient', status: 403, issues: ['security'] } },
  ],
  [
    'an HTML error',
    (_q, r) => r.writeHead(502).end('<h1>Jane Doe</h1>'),
    { code: 'fhir-refused', details: { status: 502, issues: [] } },
  ],
  ['HTML with 200', (_q, r) => r.writeHead(200).end('<h1>Jane Doe</h1>'), { code: 'fhir-refused' }],
  ['an empty 200', (_q, r) => r.writeHead(200).end(), { code: 'fhir-refused' }],
  ['another resource', (_q, r) => json(r, 200, { resourceType: 'Patient', id: 'p2' }), { code: 'fhir-refused' }],
  ['an outcome with 200', (_q, r) => json(r, 200, outcome), { code: 'fhir-refused' }],
  [
    'a redirect',
    (_q, r) => r.writeHead(302, { location: 'http://evil.example/' }).end(),
    { code: 'fhir-refused', details: { status: 302 } },
  ],
  ['a connection that breaks', (q) => q.socket.destroy(), { code: 'fhir-unreachable' }],
  [
    'a body that breaks off',
    (q, r) => r.writeHead(200, { 'content-length': 99 }).write('{', () => q.socket.destroy()),
    { code: 'fhir-unreachable' },
  ],
  [
    'too many bytes',
    (_q, r) => json(r, 200, { resourceType: 'Patient', id: 'x'.repeat(2000) }),
    { code: 'too-large', details: { maxResponseBytes: 1000 } },
  ],
];

describe('failures are coded and say nothing of the patient or the token', () => {
  test.each(failures)('%s', async (_name, handle, expected) => {
    const client = await against(handle, { maxResponseBytes: 1000 });
    const error = await failureOf(client.read('Patient', 'jane-doe', signal));
    expect(error).toMatchObject(expected);
    const said = `${String(error)} ${JSON.stringify(error)} ${error instanceof Error ? String(error.cause) : ''}`;
    expect(said).not.toMatch(/jane|doe|secret|127\.0\.0\.1/i);
  });

  test('a deadline during the body ends the call', async () => {
    const client = await against((_request, response) => void response.writeHead(200).write('{'));
    const error = await failureOf(client.read('Patient', 'p1', AbortSignal.timeout(50)));
    expect(error).toMatchObject({ code: 'deadline-exceeded', details: { method: 'GET', type: 'Patient' } });
  });

  test.each([
    ['a base URL with a password', { baseUrl: 'http://user:secret@x.example/fhir' }],
    ['a base URL that is none', { baseUrl: 'x.example/fhir' }],
    ['another protocol', { baseUrl: 'file:///etc/fhir' }],
    ['a token with a line break', { baseUrl: 'http://x.example/fhir', accessToken: 'secret\nx: y' }],
  ])('%s is refused', (_name, options) => {
    const create = () => createHttpFhirClient({ fetch, ...options });
    expect(create).toThrow(expect.objectContaining({ code: 'bad-request' }));
    expect(create).not.toThrow(/secret/);
  });
});
