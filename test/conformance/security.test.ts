import { createPublicKey, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { errorCode, get, outcomeOf, post, type Answer } from './support/ask.ts';
import { callOf } from './support/call-of.ts';
import { newKey, signToken, symmetricToken, unsignedToken, type ClientKey } from './support/sign-token.ts';
import { instant, startHost, type StartedHost } from './support/start-host.ts';

const issuer = 'https://ehr.example.org/';
const keys = {
  es: newKey('ES384', 'kid+/='),
  rs: newKey('RS384'),
  rs256: newKey('RS256'),
  stranger: newKey('ES384', 'kid+/='),
};
const byUrl = newKey('ES384', 'published');
const seconds = Date.parse(instant) / 1000;
const base = callOf('cvd-risk-prevent', 'base.json');

let host: StartedHost;
let keyServer: Server;
let keySetUrl: string;
beforeAll(async () => {
  keyServer = createServer((_req, res) => {
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ keys: [byUrl.publicJwk] }));
  });
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  keySetUrl = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}/jwks.json`;
  host = await startHost({
    config: {
      clients: {
        clinic: {
          issuer,
          jwks: { keys: [keys.es.publicJwk, keys.rs.publicJwk, keys.rs256.publicJwk] },
          audiences: ['https://typed-by-hand.example.org'],
        },
        modern: { issuer: 'https://modern.example.org', jku: [keySetUrl] },
        shared: { issuer: 'https://shared.example.org', jwks: { keys: [keys.es.publicJwk] }, tenants: ['north'] },
        epic: { issuer: 'https://epic.example.org', jwks: { keys: [keys.es.publicJwk] }, profile: 'epic' },
        daily: {
          issuer: 'https://daily.example.org',
          jwks: { keys: [keys.rs256.publicJwk] },
          algorithms: ['RS256'],
          maxLifetimeSeconds: 86_400,
        },
      },
    },
  });
});
afterAll(async () => {
  await new Promise((resolve) => keyServer.close(resolve));
});

const endpoint = () => `${host.url}/cds-services/cvd-risk-prevent`;
const payload = (change: object = {}) => ({
  iss: issuer,
  aud: endpoint(),
  iat: seconds,
  exp: seconds + 300,
  jti: randomUUID(),
  ...change,
});
const token = (change: object = {}, header: object = {}, key: ClientKey = keys.es) =>
  signToken(key, payload(change), header);
const callWith = (jwt: string): Promise<Answer> => post(endpoint(), base, { authorization: `Bearer ${jwt}` });

function expectRefused(answer: Answer): void {
  expect(answer.status).toBe(401);
  expect(errorCode(answer)).toBe('bad-signature');
  // The same words whatever is wrong.
  expect(answer.text).not.toMatch(/issuer|audience|expired|tenant|jti|signature is|key/i);
}

test('[security-authentication] with clients configured, nothing is answered without a token', async () => {
  expectRefused(await post(endpoint(), base));
  expectRefused(await get(`${host.url}/cds-services`));
  expectRefused(await post(`${endpoint()}/feedback`, { feedback: [] }));
});

test('[security-authentication] without authentication the host does not listen beyond loopback', async () => {
  await expect(startHost({ env: { HOST: '0.0.0.0' } })).rejects.toMatchObject({ code: 'bad-argument' });
});

test('[jwt-401-says-nothing] a refusal is 401 and the same for whatever is wrong', async () => {
  const texts = [
    await callWith(token({ iss: 'https://nobody.example.org' })),
    await callWith(token({ exp: seconds - 3_600, iat: seconds - 3_700 })),
    await callWith('nonsense'),
    await post(endpoint(), base),
  ].map(({ status, text }) => `${status} ${text}`);
  expect(new Set(texts).size).toBe(1);
});

const accepted: readonly (readonly [string, () => string])[] = [
  ['[jwt-bearer] [jwt-header] [jwt-claims] [jwt-aud] as the specification writes it', () => token()],
  ['[jwt-es384-rs384] signed with ES384', () => token({}, {}, keys.es)],
  ['[jwt-es384-rs384] signed with RS384', () => token({}, {}, keys.rs)],
  ['[jwt-aud-array] with a list of audiences', () => token({ aud: ['https://other.example.org', endpoint()] })],
  [
    '[jwt-more-claims] [hard-5-jwt-as-practised] with nbf and sub, as Epic sends them',
    () => token({ nbf: seconds - 300, sub: 'x' }),
  ],
  [
    '[hard-5-jwt-as-practised] with an audience typed by hand',
    () => token({ aud: 'https://typed-by-hand.example.org' }),
  ],
  [
    '[jwt-algorithms] [jwt-lifetime] [hard-5-jwt-as-practised] RS256 for a day, where a client is allowed both',
    () => token({ iss: 'https://daily.example.org', exp: seconds + 86_400 }, {}, keys.rs256),
  ],
  ['[jwt-clock-skew] from a clock that is half a minute ahead', () => token({ iat: seconds + 30, exp: seconds + 300 })],
  ['[jwt-tenant] of a tenant on the list', () => token({ iss: 'https://shared.example.org', tenant: 'north' })],
  [
    '[jwt-jku-allow-list] with a jku on the list',
    () => token({ iss: 'https://modern.example.org' }, { jku: keySetUrl }, byUrl),
  ],
  ['[jwt-keys-out-of-band] without jku, with keys known beforehand', () => token()],
];
test.each(accepted)('%s: accepted', async (_name, jwt) => {
  expect(outcomeOf(await callWith(jwt()))).toMatchObject({ outcome: 'assessed' });
});

const refused: readonly (readonly [string, () => string])[] = [
  ['[jwt-header] without kid', () => token({}, { kid: undefined })],
  ['[jwt-header] without typ', () => token({}, { typ: undefined })],
  ['[jwt-header] without alg', () => token({}, { alg: undefined })],
  ['[jwt-claims] without iss', () => token({ iss: undefined })],
  ['[jwt-claims] without aud', () => token({ aud: undefined })],
  ['[jwt-claims] without exp', () => token({ exp: undefined })],
  ['[jwt-claims] without iat', () => token({ iat: undefined })],
  ['[jwt-claims] without jti', () => token({ jti: undefined })],
  ['[jwt-aud] for another service of ours', () => token({ aud: `${host.url}/cds-services/warfarin-dose` })],
  ['[jwt-aud] for the base of our URL', () => token({ aud: host.url })],
  ['[jwt-aud-array] with a list without us', () => token({ aud: ['https://other.example.org'] })],
  ['[jwt-iss-allow-list] of an issuer that nobody listed', () => token({ iss: 'https://nobody.example.org' })],
  [
    '[jwt-jku-allow-list] with a jku that nobody listed',
    () => token({ iss: 'https://modern.example.org' }, { jku: 'https://evil.example.org/jwks' }, byUrl),
  ],
  ['[jwt-not-none] [hard-5-jwt-as-practised] with the algorithm none', () => unsignedToken(payload(), 'kid+/=')],
  [
    '[jwt-not-symmetric] signed with HMAC over the public key',
    () =>
      symmetricToken(
        payload(),
        'kid+/=',
        String(createPublicKey(keys.es.privateKey).export({ type: 'spki', format: 'pem' })),
      ),
  ],
  ['[jwt-algorithms] with an algorithm that the client may not use', () => token({}, {}, keys.rs256)],
  ['[jwt-expiry] past exp', () => token({ iat: seconds - 400, exp: seconds - 100 })],
  [
    '[jwt-tenant] of a tenant that is not on the list',
    () => token({ iss: 'https://shared.example.org', tenant: 'south' }),
  ],
  ['[jwt-signature] signed with another key of the same kid', () => token({}, {}, keys.stranger)],
  [
    '[jwt-signature] with a payload that was changed',
    () =>
      token().replace(/\.[^.]+\./, `.${Buffer.from(JSON.stringify(payload({ sub: 'me' }))).toString('base64url')}.`),
  ],
  ['[jwt-clock-skew] from a clock that is an hour ahead', () => token({ iat: seconds + 3_600, exp: seconds + 3_700 })],
  ['[jwt-lifetime] that lives for a day, where five minutes are the limit', () => token({ exp: seconds + 86_400 })],
];
test.each(refused)('%s: refused', async (_name, jwt) => {
  expectRefused(await callWith(jwt()));
});

test('[hard-5-jwt-as-practised] Authorization: null is no token', async () => {
  expectRefused(await post(endpoint(), base, { authorization: 'null' }));
});

test('[jwt-replay] a token is good once', async () => {
  const jwt = token();
  expect((await callWith(jwt)).status).toBe(200);
  expectRefused(await callWith(jwt));
});

describe('the other endpoints', () => {
  const to = (path: string) => ({ authorization: `Bearer ${token({ aud: `${host.url}${path}` })}` });

  test('[discovery-jwt] discovery takes a token for the discovery URL, and not one for a service', async () => {
    expect((await get(`${host.url}/cds-services`, to('/cds-services'))).status).toBe(200);
    expectRefused(await get(`${host.url}/cds-services`, { authorization: `Bearer ${token()}` }));
  });

  test('[feedback-jwt] feedback takes a token for its own URL', async () => {
    const path = '/cds-services/cvd-risk-prevent/feedback';
    const entry = { card: randomUUID(), outcome: 'overridden', outcomeTimestamp: instant };
    expect((await post(`${host.url}${path}`, { feedback: [entry] }, to(path))).status).toBe(200);
    expectRefused(await post(`${host.url}${path}`, { feedback: [entry] }, { authorization: `Bearer ${token()}` }));
  });

  test('[cors-errors] [hard-8-cors] a 401 carries the CORS headers', async () => {
    const answer = await post(endpoint(), base, { origin: 'https://ehr.example.org' });
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([401, '*']);
  });
});

test('[jwt-not-logged] no JWT is in a log line', async () => {
  const jwts = [token(), token({ exp: seconds - 100, iat: seconds - 300 }), unsignedToken(payload(), 'x')];
  for (const jwt of jwts) await callWith(jwt);
  const logged = host.logged.join('\n');
  expect(logged).not.toBe('');
  for (const jwt of jwts) {
    for (const part of jwt.split('.').slice(1)) if (part !== '') expect(logged).not.toContain(part);
  }
});

test('[hard-5-jwt-as-practised] a key whose private half is printed in the specification is no key', async () => {
  const printed = {
    kty: 'EC',
    crv: 'P-384',
    kid: 'example-kid',
    alg: 'ES384',
    x: '46SDH7Znh821wblCBglA61sNE9ZrHYKKt3qRtRTmSXyOI_FIGBLWrWa0GPUkDCEk',
    y: 'XMcRuuoGW7CXjQdy-F5i3FeBE0x9hPLdeFdSoDd3ELmx404tLX0VRRcqzAsPhXcI',
  };
  const clients = { example: { issuer: 'https://fhir-ehr.example.com/', jwks: { keys: [printed] } } };
  await expect(startHost({ config: { clients } })).rejects.toMatchObject({ code: 'bad-argument' });
});

test('[hard-13-strict-output] a client that takes one action a suggestion and only “any” gets that', async () => {
  const call = callOf('cvd-risk-prevent', 'missing-lipids.json');
  const jwt = token({ iss: 'https://epic.example.org' });
  const { body } = await post(endpoint(), call, { authorization: `Bearer ${jwt}` });
  expect(body.cards.flatMap(({ suggestions = [] }) => suggestions).length).toBeGreaterThan(0);
  for (const card of body.cards) {
    expect(card.source.topic?.['code']).toMatch(/^[A-Za-z0-9]{1,100}$/);
    if (card.suggestions !== undefined) expect(card.selectionBehavior).toBe('any');
    for (const { actions = [] } of card.suggestions ?? []) expect(actions.length).toBeLessThanOrEqual(1);
  }
});

test('[jwt-aud] [hard-5-jwt-as-practised] behind a proxy the audience is the URL that clients know', async () => {
  const publicBaseUrl = 'https://cds.hospital.example.org/hooks';
  const clients = { clinic: { issuer, jwks: { keys: [keys.es.publicJwk] } } };
  const behind = await startHost({ config: { publicBaseUrl, trustProxy: true, clients } });
  const url = `${behind.url}/cds-services/cvd-risk-prevent`;
  const known = token({ aud: `${publicBaseUrl}/cds-services/cvd-risk-prevent` });
  expect((await post(url, base, { authorization: `Bearer ${known}` })).status).toBe(200);
  // Whatever the request says of its host, our own inner address is nobody's audience.
  const inner = { authorization: `Bearer ${token({ aud: url })}`, 'x-forwarded-host': new URL(behind.url).host };
  expectRefused(await post(url, base, inner));
  await behind.close();
});
