import { beforeAll, describe, expect, test } from '@jest/globals';
import { errorCode, outcomeOf, post } from './support/ask.ts';
import { callOf } from './support/call-of.ts';
import { startHost, type StartedHost } from './support/start-host.ts';

let host: StartedHost;
beforeAll(async () => {
  host = await startHost({ config: { limits: { maxBodyBytes: 200_000 } } });
});

const base = callOf('cvd-risk-prevent', 'base.json');
const { prefetch: _prefetch, ...bare } = base;
const url = (service = 'cvd-risk-prevent') => `${host.url}/cds-services/${service}`;
const call = (body: unknown, service?: string) => post(url(service), body);

test('[call-url] [response-200] a POST of JSON to {baseUrl}/cds-services/{id} is answered with 200', async () => {
  const answer = await call(base);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json\b/);
});

test.each(['application/json; charset=utf-8', 'application/fhir+json', 'application/cds-hooks+json'])(
  '[json-only] %s is JSON too',
  async (type) => {
    expect(outcomeOf(await post(url(), base, { 'content-type': type }))).toMatchObject({ outcome: 'assessed' });
  },
);

describe('what a call must have', () => {
  const without = (key: string) => Object.fromEntries(Object.entries(base).filter(([name]) => name !== key));
  const tables: readonly (readonly [string, unknown, string])[] = [
    ['[call-hook] a call without hook', without('hook'), 'hook'],
    ['[call-hook] an empty hook', { ...base, hook: '' }, '/hook'],
    ['[call-hook-instance] a call without hookInstance', without('hookInstance'), 'hookInstance'],
    ['[call-context] a call without context', without('context'), 'context'],
    ['[call-context] a context that is a list', { ...base, context: [] }, '/context'],
    ['[call-context] a context without the patient', { ...base, context: { userId: 'Practitioner/1' } }, 'patientId'],
    [
      '[call-fhir-server] [cds-r-1] a token without a server',
      {
        ...base,
        fhirAuthorization: { access_token: 'a', token_type: 'Bearer', expires_in: 300, scope: '', subject: 's' },
      },
      'fhirServer',
    ],
    ['[call-optional-members] a prefetch that is a list', { ...base, prefetch: [] }, '/prefetch'],
    ['a body that is a list', [base], ''],
    ['a body that is null', null, ''],
  ];
  test.each(tables)('%s is 400 and says where', async (_name, body, where) => {
    const answer = await call(body);
    expect(answer.status).toBe(400);
    expect(errorCode(answer)).toBe('bad-request');
    expect(answer.body.issue?.[0]?.details?.text).toContain(where);
  });
});

describe('what a call may have', () => {
  const tables: readonly (readonly [string, unknown])[] = [
    ['[call-optional-members] an extension', { ...base, extension: { 'org.example.a': { b: 1 } } }],
    [
      '[call-unknown-context] context fields that we do not know',
      { ...base, context: { ...base.context, ward: { x: [1] } } },
    ],
    ['[call-unknown-members] members that we do not know', { ...base, 'x-more': [null, {}], hookVersion: '1.0' }],
    ['[call-open-hooks] a reverse-domain hook', { ...base, hook: 'org.example.patient-transmogrify' }],
    ['[call-open-hooks] a deprecated hook', { ...base, hook: 'medication-prescribe' }],
    [
      '[hard-4-hook-is-not-trigger] another hook than the service’s, with the real trigger in an extension',
      {
        ...base,
        hook: 'encounter-discharge',
        extension: { 'com.epic.cdshooks.request.bpa-trigger-action': '23' },
      },
    ],
    [
      '[call-v3] a call as 3.0 writes it',
      { ...base, hookVersion: '1.0.0', context: { ...base.context, userId: 'PractitionerRole/r1' }, version: '3.0.0' },
    ],
  ];
  test.each(tables)('%s is answered', async (_name, body) => {
    expect(outcomeOf(await call(body))).toMatchObject({ outcome: 'assessed' });
  });

  test('[hard-4-hook-is-not-trigger] [call-open-hooks] a hook of one’s own with what the service needs is answered', async () => {
    const order = callOf('warfarin-dose', 'no-genotype.json');
    const answer = await call({ ...order, hook: 'org.example.order-reviewed' }, 'warfarin-dose');
    expect(outcomeOf(answer)).toMatchObject({ outcome: 'assessed' });
    expect(answer.body.cards.length).toBeGreaterThan(0);
  });

  test('[hard-4-hook-is-not-trigger] [hard-11-failure-is-not-clear] without what it needs it is 400, not “nothing to say”', async () => {
    const answer = await call(base, 'warfarin-dose');
    expect([answer.status, errorCode(answer)]).toEqual([400, 'bad-request']);
  });

  test('[call-optional-members] no prefetch and no server: read, and then 412', async () => {
    const answer = await call(bare);
    expect(answer.status).toBe(412);
    expect(errorCode(answer)).toBe('prefetch-incomplete');
  });
});

describe('what the specification leaves open', () => {
  test('[call-unknown-service] an unknown service is 404', async () => {
    const answer = await call(base, 'no-such-service');
    expect([answer.status, errorCode(answer)]).toEqual([404, 'unknown-service']);
  });

  const tables: readonly (readonly [string, string])[] = [
    ['[call-bad-json] text', 'hello'],
    ['[call-bad-json] a body that ends early', JSON.stringify(base).slice(0, -9)],
    ['[call-bad-json] nothing', ''],
    ['[json-no-comments] a comment', `/* hello */ ${JSON.stringify(base)}`],
    ['[json-no-comments] a trailing comma', JSON.stringify(base).replace(/\}$/, ',}')],
  ];
  test.each(tables)('%s is 400', async (_name, body) => {
    const answer = await call(body);
    expect(answer.status).toBe(400);
    expect(['bad-json', 'bad-request']).toContain(errorCode(answer));
  });

  test('[call-too-large] a body over the limit is 413', async () => {
    const answer = await call({ ...base, more: 'x'.repeat(300_000) });
    expect([answer.status, errorCode(answer)]).toEqual([413, 'too-large']);
  });

  test('[call-retried] [hard-7-repeated-instance] the same hookInstance again is a call of its own', async () => {
    const [first, second] = [outcomeOf(await call(base)), outcomeOf(await call(base))];
    expect(second['id']).not.toBe(first['id']);
    expect(second['outcome']).toBe('assessed');
  });
});

test('[hard-15-stale-advice] a hook that fires again is judged afresh, under the same service id', async () => {
  const first = await call(callOf('cvd-risk-prevent', 'base.json'));
  const later = await call(callOf('cvd-risk-prevent', 'threshold-above-7.5.json'));
  expect([outcomeOf(first)['service'], outcomeOf(later)['service']]).toEqual(['cvd-risk-prevent', 'cvd-risk-prevent']);
  expect(later.body.cards[0]?.summary).not.toBe(first.body.cards[0]?.summary);
  expect(later.body.cards[0]?.source.topic?.['code']).toBe(first.body.cards[0]?.source.topic?.['code']);
});
