import { createServer, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { createHttpFhirClient } from '@cardwright/fhir';
import { createOutboundFetch } from './create-outbound-fetch.ts';
import { fetchKeySet, keySetTimeoutMs, maxKeySetBytes } from './fetch-key-set.ts';
import type { ResolveHost } from './guarded-lookup.ts';

const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

/** A server on loopback, and its port. */
async function serve(listener: RequestListener): Promise<number> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => (server.closeAllConnections(), server.close()));
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

function outbound(resolveHost?: ResolveHost): typeof fetch {
  const { fetch, close } = createOutboundFetch(resolveHost);
  opened.push(close);
  return fetch;
}

const resolvingTo =
  (...addresses: readonly string[]): ResolveHost =>
  async () =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));

describe('where a connection may go', () => {
  test.each([
    [['169.254.169.254']],
    [['127.0.0.1']],
    [['::1']],
    [['::ffff:127.0.0.1']],
    [['0.0.0.0']],
    [['fe80::1']],
    [['93.184.216.34', '127.0.0.1']],
    [[]],
  ])('a name never leads to %j', async (addresses) => {
    let asked = 0;
    const port = await serve((_req, res) => {
      asked += 1;
      res.end('{}');
    });
    const request = outbound(resolvingTo(...addresses))(`http://fhir.example.org:${port}/metadata`);
    await expect(request).rejects.toMatchObject({ code: 'ENOTFOUND', message: 'address refused' });
    expect(asked).toBe(0);
  });

  test('localhost leads to this machine and nowhere else', async () => {
    const port = await serve((_req, res) => res.end('here'));
    const response = await outbound(resolvingTo('127.0.0.1'))(`http://localhost:${port}/`);
    expect(await response.text()).toBe('here');
    await expect(outbound(resolvingTo('10.0.0.1'))(`http://localhost:${port}/`)).rejects.toThrow('address refused');
  });

  test('a name that cannot be resolved says nothing of itself', async () => {
    const request = outbound(() => Promise.reject(new Error('canary.example.org')))('http://canary.example.org/');
    await expect(request).rejects.toThrow(/^address refused$/);
  });

  test('the name is resolved for each connection, so that none is trusted for longer', async () => {
    const port = await serve((_req, res) => res.setHeader('connection', 'close').end('x'));
    const answers = [resolvingTo('127.0.0.1'), resolvingTo('169.254.169.254')];
    const fetchOut = outbound((name) => (answers.shift() ?? resolvingTo())(name));
    expect((await fetchOut(`http://localhost:${port}/`)).status).toBe(200);
    await expect(fetchOut(`http://localhost:${port}/`)).rejects.toThrow('address refused');
  });

  test.each(['file:///etc/passwd', 'data:text/plain,x', 'ftp://127.0.0.1/'])('not %s', async (url) => {
    await expect(outbound()(url)).rejects.toThrow(TypeError);
  });
});

describe('it does what our clients ask of fetch', () => {
  test('redirects are answers, and the bearer does not travel on', async () => {
    const seen: unknown[] = [];
    const elsewhere = await serve((req, res) => {
      seen.push(req.headers.authorization);
      res.end('{}');
    });
    const port = await serve((_req, res) => res.writeHead(307, { location: `http://127.0.0.1:${elsewhere}/` }).end());
    const response = await outbound()(`http://127.0.0.1:${port}/`, { headers: { authorization: 'Bearer secret' } });
    expect(response.status).toBe(307);
    const fhir = createHttpFhirClient({
      baseUrl: `http://127.0.0.1:${port}/`,
      fetch: outbound(),
      accessToken: 'secret',
    });
    await expect(fhir.read('Patient', 'p1', AbortSignal.timeout(2000))).rejects.toMatchObject({
      code: 'fhir-refused',
      details: { status: 307 },
    });
    expect(seen).toEqual([]);
  });

  test('method, headers and body go out; status, headers and body come back', async () => {
    const port = await serve((req, res) => {
      let body = '';
      req.on('data', (chunk: Buffer) => (body += chunk.toString()));
      req.on('end', () => res.writeHead(201, { 'X-Seen': `${req.method} ${req.headers['x-one']}` }).end(`got ${body}`));
    });
    const response = await outbound()(`http://127.0.0.1:${port}/`, {
      method: 'POST',
      headers: { 'X-One': '1' },
      body: 'ünïcode',
    });
    expect(response.status).toBe(201);
    expect(response.headers.get('x-seen')).toBe('POST 1');
    expect(await response.text()).toBe('got ünïcode');
  });

  test('a FHIR client reads through it', async () => {
    const patient = { resourceType: 'Patient', id: 'p1' };
    const port = await serve((req, res) => res.end(req.url === '/r4/Patient/p1' ? JSON.stringify(patient) : '{}'));
    const fhir = createHttpFhirClient({ baseUrl: `http://127.0.0.1:${port}/r4`, fetch: outbound() });
    expect(await fhir.read('Patient', 'p1', AbortSignal.timeout(2000))).toEqual(patient);
  });

  test('an answer without a body', async () => {
    const port = await serve((_req, res) => res.writeHead(204).end());
    expect((await outbound()(`http://127.0.0.1:${port}/`)).body).toBeNull();
  });

  test.each(['before the answer', 'in the middle of it'])('an abort %s ends it', async (when) => {
    const port = await serve((_req, res) => {
      if (when !== 'before the answer') res.write('a beginning');
    });
    const read = async () =>
      (await outbound()(`http://127.0.0.1:${port}/`, { signal: AbortSignal.timeout(100) })).text();
    const started = performance.now();
    await expect(read()).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

describe('a key set', () => {
  const read = (port: number) => fetchKeySet(outbound())(`http://127.0.0.1:${port}/jwks`);

  test('is the JSON of a 200', async () => {
    const port = await serve((_req, res) => res.end('{"keys":[]}'));
    expect(await read(port)).toEqual({ keys: [] });
  });

  const refusals: readonly (readonly [string, RequestListener])[] = [
    ['a redirect', (_req, res) => res.writeHead(302, { location: '/other' }).end()],
    ['an error', (_req, res) => res.writeHead(500).end('{"keys":[]}')],
    ['another success', (_req, res) => res.writeHead(203).end('{"keys":[]}')],
    ['no JSON', (_req, res) => res.end('<html>')],
    ['nothing', (_req, res) => res.end()],
    ['more than the limit', (_req, res) => res.end(`{"keys":[],"x":"${'x'.repeat(maxKeySetBytes)}"}`)],
  ];
  test.each(refusals)('%s is refused', async (_name, listener) => {
    await expect(read(await serve(listener))).rejects.toThrow();
  });

  test('an endless answer is cut off at the limit', async () => {
    let sent = 0;
    const port = await serve((_req, res) => {
      const chunk = 'x'.repeat(64 * 1024);
      const more = () => {
        while (!res.destroyed && res.write(chunk)) sent += chunk.length;
      };
      res.on('drain', more);
      more();
    });
    await expect(read(port)).rejects.toThrow('answer too large');
    expect(sent).toBeLessThan(64 * maxKeySetBytes);
  });

  test('a slow answer is given up in time', async () => {
    const port = await serve((_req, res) => void res.write('{'));
    const started = performance.now();
    await expect(read(port)).rejects.toThrow();
    expect(performance.now() - started).toBeLessThan(keySetTimeoutMs + 1000);
  });
});
