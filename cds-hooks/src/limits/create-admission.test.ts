import { afterEach, describe, expect, test } from '@jest/globals';
import { callBody } from '../testing/call-body.ts';
import { listen, type Listening } from '../testing/listen.ts';
import { createTestHost, type TestHost } from '../testing/test-host.ts';

const service = 'cvd-risk-prevent';
let app: Listening | undefined;
let host: TestHost | undefined;
afterEach(async () => {
  await app?.close();
  await host?.store.close();
});

async function post(body: unknown, path = `/cds-services/${service}`): Promise<Response> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return fetch(`${app?.url}${path}`, { method: 'POST', headers: { origin: 'https://ehr.example.org' }, body: text });
}

async function codeOf(response: Response): Promise<unknown> {
  const body = (await response.json()) as {
    issue?: readonly { code: string; details: { coding: { code: string }[] } }[];
  };
  return body.issue?.map(({ code, details }) => [code, details.coding[0]?.code])[0];
}

describe('a client over its rate', () => {
  test('hears 429 with Retry-After that a page may read, on calls and feedback together', async () => {
    host = await createTestHost();
    const asked: string[] = [];
    app = await listen(host, {
      ratePerMinuteOf: (client) => {
        asked.push(client);
        return 2;
      },
    });
    expect((await post(callBody(service, 'base.json'))).status).toBe(200);
    expect((await post({ feedback: [] }, `/cds-services/${service}/feedback`)).status).toBe(200);
    const refused = await post(callBody(service, 'base.json'));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(20);
    expect(refused.headers.get('access-control-allow-origin')).toBe('*');
    expect(refused.headers.get('access-control-expose-headers')).toContain('Retry-After');
    expect(await codeOf(refused)).toEqual(['throttled', 'too-many-requests']);
    // Nobody is authenticated here, so that the address stands for the client.
    expect(new Set(asked)).toEqual(new Set(['127.0.0.1']));
    expect(host.logged.join('')).not.toContain('127.0.0.1');
  });

  test('without a rate there is no limit', async () => {
    host = await createTestHost();
    app = await listen(host);
    const statuses = await Promise.all(Array.from({ length: 30 }, async () => (await post('{}')).status));
    expect(new Set(statuses)).toEqual(new Set([400]));
  });
});

test.each([
  [
    'too-deep',
    400,
    (body: string) => body.replace('"prefetch":{', `"prefetch":{"x":${'['.repeat(65)}${']'.repeat(65)},`),
  ],
  ['too-large', 413, (body: string) => body.replace('"prefetch":{', `"prefetch":{"x":"${'x'.repeat(1024 * 1024)}",`)],
  ['bad-json', 400, (body: string) => body.slice(1)],
])('%s is %i, with the headers of CORS', async (code, status, change) => {
  host = await createTestHost();
  app = await listen(host);
  const refused = await post(change(JSON.stringify(callBody(service, 'base.json'))));
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([status, '*']);
  expect(await codeOf(refused)).toEqual([expect.any(String), code]);
});

test('a place is free again after a failure', async () => {
  host = await createTestHost({ limits: { maxConcurrentCalls: 1 } });
  app = await listen(host);
  for (let call = 0; call < 3; call += 1) expect((await post('nonsense')).status).toBe(400);
  expect((await post(callBody(service, 'base.json'))).status).toBe(200);
});
