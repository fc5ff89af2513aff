import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { Resource } from '@medplum/fhirtypes';
import { callBody } from './testing/call-body.ts';
import { listen, type Listening } from './testing/listen.ts';
import { createTestHost, type TestHost } from './testing/test-host.ts';

const prevent = 'cvd-risk-prevent';
const canary = 'Canarywell';
let host: TestHost;
let app: Listening;
let accepting = true;

beforeAll(async () => {
  host = await createTestHost({ limits: { maxBodyBytes: 64 * 1024 } });
  app = await listen(host, { accepting: () => accepting });
});
afterAll(async () => {
  await app.close();
  await host.store.close();
});

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  readonly body: unknown;
}
async function ask(path: string, init: RequestInit = {}): Promise<Answer> {
  const response = await fetch(`${app.url}${path}`, init);
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, text, body: isJson ? JSON.parse(text) : undefined };
}
const post = (path: string, body: unknown, contentType = 'application/json') =>
  ask(path, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const outcome = (code: string) => ({
  resourceType: 'OperationOutcome',
  issue: [{ severity: 'error', details: { coding: [{ code }], text: expect.stringMatching(/./) } }],
});

test('discovery', async () => {
  const { status, body } = await ask('/cds-services');
  expect(status).toBe(200);
  expect(body).toMatchObject({
    services: expect.arrayContaining([
      expect.objectContaining({
        id: prevent,
        hook: 'patient-view',
        prefetch: expect.objectContaining({ patient: 'Patient/{{context.patientId}}' }),
      }),
    ]),
  });
});

test('a call gives a card', async () => {
  const { status, body } = await post(`/cds-services/${prevent}`, callBody(prevent, 'base.json'));
  expect(status).toBe(200);
  expect(body).toMatchObject({
    cards: [{ summary: expect.stringContaining('14.7%') }],
    extension: { 'org.cardwright.evaluation': { outcome: 'assessed' } },
  });
});

test('feedback gives a receipt', async () => {
  const { status, body } = await post(`/cds-services/${prevent}/feedback`, {
    feedback: [{ card: 'x', outcome: 'accepted', outcomeTimestamp: '2026-03-02T09:00:00Z' }],
  });
  expect(status).toBe(200);
  expect(body).toMatchObject({ stored: 1, unknownCards: ['x'] });
});

describe('refusals are OperationOutcomes with their code', () => {
  const call = `/cds-services/${prevent}`;
  const calls: readonly (readonly [string, () => Promise<Answer>, number, string])[] = [
    ['malformed JSON', () => post(call, `{"hook": ${canary}`), 400, 'bad-json'],
    ['no body', () => ask(call, { method: 'POST' }), 400, 'bad-json'],
    ['a body that is no call', () => post(call, { hook: 'patient-view', name: canary }), 400, 'bad-request'],
    ['JSON null', () => post(call, 'null'), 400, 'bad-request'],
    ['XML', () => post(call, `<hook>${canary}</hook>`, 'application/xml'), 400, 'bad-json'],
    ['a body over the limit', () => post(call, { filler: 'x'.repeat(65 * 1024) }), 413, 'too-large'],
    ['an unknown service', () => post('/cds-services/nothing', callBody(prevent, 'base.json')), 404, 'unknown-service'],
    [
      'feedback to an unknown service',
      () => post('/cds-services/nothing/feedback', { feedback: [] }),
      404,
      'unknown-service',
    ],
    ['feedback that is none', () => post(`${call}/feedback`, { feedback: canary }), 400, 'bad-request'],
    ['an unknown path', () => ask('/nothing'), 404, 'unknown-path'],
    ['GET where POST is meant', () => ask(call), 404, 'unknown-path'],
    ['a path that cannot be decoded', () => ask('/cds-services/%E0%A4%A', { method: 'POST' }), 400, 'bad-request'],
    [
      'required data that nobody can give',
      () => post(call, callBody(prevent, 'base.json', { prefetch: {} })),
      412,
      'prefetch-incomplete',
    ],
    [
      'a FHIR server that is not allowed',
      () => post(call, callBody(prevent, 'base.json', { fhirServer: 'https://evil.example.org' })),
      400,
      'bad-request',
    ],
  ];
  test.each(calls)('%s', async (_name, make, status, code) => {
    const answer = await make();
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject(outcome(code));
    expect(answer.text).not.toContain(canary);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  });
});

test.each(['text/plain', 'application/fhir+json', 'application/json; charset=utf-8'])(
  'JSON sent as %s is read all the same',
  async (contentType) => {
    const { status } = await post(`/cds-services/${prevent}`, callBody(prevent, 'base.json'), contentType);
    expect(status).toBe(200);
  },
);

describe('browsers', () => {
  test('CORS headers on 200', async () => {
    expect((await ask('/cds-services')).headers.get('access-control-allow-origin')).toBe('*');
  });

  test('the preflight of a call with a token', async () => {
    const { status, headers, text } = await ask(`/cds-services/${prevent}`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://ehr.example.org',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    expect({ status, text }).toEqual({ status: 204, text: '' });
    expect(headers.get('access-control-allow-methods')).toMatch(/POST/);
    expect(headers.get('access-control-allow-headers')?.toLowerCase()).toMatch(/authorization.*content-type/);
  });

  test('nothing rests on cookies and nothing says what we run on', async () => {
    const { headers } = await ask('/cds-services');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });
});

describe('operations', () => {
  test('/livez', async () => {
    expect(await ask('/livez')).toMatchObject({ status: 200, text: 'ok' });
  });

  test('/readyz names services, versions and models; 503 while draining, when /livez still answers', async () => {
    expect(await ask('/readyz')).toMatchObject({
      status: 200,
      body: {
        ready: true,
        services: expect.arrayContaining([
          expect.objectContaining({
            id: prevent,
            status: 'active',
            version: host.services.get(prevent)?.version,
            models: expect.arrayContaining(['base-10yr']),
          }),
        ]),
      },
    });
    accepting = false;
    expect(await ask('/readyz')).toMatchObject({ status: 503, body: { ready: false } });
    expect(await ask('/livez')).toMatchObject({ status: 200 });
    accepting = true;
  });

  test('/metrics count, and hold no patient and no hook name that a client made up', async () => {
    const body = callBody(prevent, 'base.json', {
      hook: `org.example.${canary}`,
      context: { patientId: canary },
      prefetch: { patient: { resourceType: 'Patient', id: canary } },
    });
    await post(`/cds-services/${prevent}`, body);
    const { status, text } = await ask('/metrics');
    expect(status).toBe(200);
    expect(text).toContain('trigger="other"');
    expect(text).not.toContain(canary);
    expect(text).not.toContain('p1');
  });
});

describe('no data of a patient, no token and no message of an error in the log', () => {
  const secret = 'TOKENcanary123';
  const named = (resource: object): Resource => ({
    resourceType: 'Patient',
    id: canary,
    name: [{ family: canary }],
    ...resource,
  });
  const bodies: readonly (readonly [string, unknown])[] = [
    ['an assessed call', callBody(prevent, 'base.json', { hookInstance: canary })],
    [
      'missing data',
      callBody(prevent, 'base.json', { context: { patientId: canary }, prefetch: { patient: named({}) } }),
    ],
    [
      'malformed data',
      callBody(prevent, 'base.json', {
        context: { patientId: canary },
        prefetch: { patient: named({ birthDate: { x: canary } }) },
      }),
    ],
    [
      'a token',
      callBody(prevent, 'base.json', {
        fhirServer: 'https://ehr.example.org',
        fhirAuthorization: { access_token: secret, token_type: 'Bearer' },
      }),
    ],
    ['a shape that is refused', { hook: canary, hookInstance: { canary }, context: { patientId: [canary] } }],
    ['no JSON', `{${canary}`],
  ];
  test.each(bodies)('%s', async (_name, body) => {
    await ask(`/cds-services/${prevent}?patient=${canary}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}`, 'x-request-id': canary },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    await ask(`/${canary}?name=${canary}`);
    const text = host.logged.join('');
    expect(text).toContain('request refused');
    expect(text).not.toContain(canary);
    expect(text).not.toContain(secret);
  });

  test('a failure of ours', async () => {
    const failing = await createTestHost({
      change: (served) => ({ ...served, port: { predict: () => Promise.reject(new TypeError(canary)) } }),
    });
    const other = await listen(failing);
    const response = await fetch(`${other.url}/cds-services/${prevent}`, {
      method: 'POST',
      body: JSON.stringify(callBody(prevent, 'base.json')),
    });
    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject(outcome('internal'));
    expect(failing.logged.map((line) => Reflect.get(Object(JSON.parse(line)), 'msg'))).toEqual([
      'evaluation failed',
      'request failed',
    ]);
    expect(failing.logged.join('')).not.toContain(canary);
    await other.close();
    await failing.store.close();
  });
});

test('a call-back to a server that is not allowed is refused before anything is asked or recorded', async () => {
  const asked: string[] = [];
  const strict: TestHost = {
    ...(await createTestHost()),
    fhirFor: (baseUrl) => {
      asked.push(baseUrl);
      throw new CardwrightError('bad-request', 'fhirServer is not on the list of allowed FHIR servers.');
    },
  };
  const other = await listen(strict);
  const response = await fetch(`${other.url}/cds-services/${prevent}`, {
    method: 'POST',
    body: JSON.stringify(callBody(prevent, 'base.json', { prefetch: {}, fhirServer: 'http://169.254.169.254' })),
  });
  expect(response.status).toBe(400);
  expect(asked).toEqual(['http://169.254.169.254']);
  expect(await strict.store.listEvaluations({ limit: 1 })).toEqual([]);
  await other.close();
  await strict.store.close();
});

test.each([
  ['api', 200, 401],
  ['worker', 404, 404],
] as const)('ROLE=%s: health and metrics, and its doors or none', async (role, discovery, notification) => {
  const own = await listen(host, { role });
  try {
    const statusOf = async (path: string, method = 'GET') => (await fetch(`${own.url}${path}`, { method })).status;
    for (const path of ['/livez', '/readyz', '/metrics']) expect([path, await statusOf(path)]).toEqual([path, 200]);
    expect(await statusOf('/cds-services')).toBe(discovery);
    expect(await statusOf('/subscriptions/ward/a-key-that-is-not-there', 'POST')).toBe(notification);
    if (role === 'worker') expect(await statusOf(`/cds-services/${prevent}`, 'POST')).toBe(404);
  } finally {
    await own.close();
  }
});
