import { createHmac } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { openSqliteStore } from '@cardwright/store';
import { exportSPKI, importJWK } from 'jose';
import { maxTokenBytes } from './read-bearer-token.ts';
import { testAuthenticator, type TestAuthenticator } from './testing/test-authenticator.ts';
import {
  registrationOf,
  testEndpoint,
  testIssuer,
  testNow,
  testSeconds,
  testSigner,
  type TestSigner,
} from './testing/test-signer.ts';

let signer: TestSigner;
let stranger: TestSigner;
let clinic: TestAuthenticator;
beforeAll(async () => {
  [signer, stranger] = await Promise.all([testSigner('ES384', 'odd+/= key'), testSigner('ES384', 'odd+/= key')]);
  clinic = await testAuthenticator({ clinic: registrationOf(signer) });
});

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a good token', () => {
  test('says which client calls, with its configuration', async () => {
    const config = registrationOf(signer);
    const { judge } = await testAuthenticator({ clinic: config });
    expect(await judge(await signer.sign())).toStrictEqual({ name: 'clinic', issuer: testIssuer, config });
    expect(await judge(await signer.sign({ tenant: 't1' }))).toMatchObject({ tenant: 't1' });
  });

  test.each([
    ['a list of audiences', { aud: ['https://elsewhere.example.org', testEndpoint] }],
    ['a slash at the end', { aud: `${testEndpoint}/` }],
    [
      'the host in capitals and the default port',
      { aud: testEndpoint.replace('cds.example.org', 'CDS.example.org:443') },
    ],
    ['more members, as Epic sends them', { sub: 'client', nbf: testSeconds - 300 }],
    ['a clock that is ahead by the skew', { iat: testSeconds + 60, exp: testSeconds + 90, nbf: testSeconds + 60 }],
    ['a clock that is behind by less than the skew', { iat: testSeconds - 300, exp: testSeconds - 59 }],
    ['times with a fraction', { iat: testSeconds - 0.5, exp: testSeconds + 100.25 }],
  ])('may have %s', async (_name, claims) => {
    expect(await clinic.verdict(await signer.sign(claims))).toBe('accepted');
  });

  test.each(['bearer', 'BEARER', 'Bearer  '])('the scheme may be written %j', async (scheme) => {
    expect(await clinic.verdict(`${scheme} ${await signer.sign()}`)).toBe('accepted');
  });

  test.each(['jwt', 'application/jwt'])('the type may be written %s', async (typ) => {
    expect(await clinic.verdict(await signer.sign({}, { typ }))).toBe('accepted');
  });

  test.each(['RS384', 'ES256', 'RS256', 'ES512', 'PS256', 'EdDSA'])('%s, where it is configured', async (algorithm) => {
    const other = await testSigner(algorithm);
    const { verdict } = await testAuthenticator({ clinic: registrationOf(other, { algorithms: [algorithm] }) });
    expect(await verdict(await other.sign())).toBe('accepted');
  });

  test('the endpoint of every call is its own audience', async () => {
    const discovery = 'https://cds.example.org/cds-services';
    const feedback = `${testEndpoint}/feedback`;
    for (const url of [discovery, feedback]) {
      expect(await clinic.verdict(await signer.sign({ aud: url }), url)).toBe('accepted');
      expect(await clinic.verdict(await signer.sign(), url)).toBe('wrong-audience');
      expect(await clinic.verdict(await signer.sign({ aud: url }))).toBe('wrong-audience');
    }
  });

  test('extra audiences are for clients whose analysts type them by hand', async () => {
    const audiences = ['https://cds.example.org/', 'our-cds'];
    const { verdict } = await testAuthenticator({ clinic: registrationOf(signer, { audiences }) });
    expect(await verdict(await signer.sign({ aud: 'https://cds.example.org' }))).toBe('accepted');
    expect(await verdict(await signer.sign({ aud: 'our-cds' }))).toBe('accepted');
    expect(await verdict(await signer.sign({ aud: 'Our-CDS' }))).toBe('wrong-audience');
  });

  test('a client may have its own longest lifetime', async () => {
    const { verdict } = await testAuthenticator({ clinic: registrationOf(signer, { maxLifetimeSeconds: 900 }) });
    expect(await verdict(await signer.sign({ exp: testSeconds + 900 }))).toBe('accepted');
    expect(await verdict(await signer.sign({ exp: testSeconds + 901 }))).toBe('lifetime-too-long');
  });
});

describe('claims that are refused', () => {
  test.each([
    ['unknown-issuer', { iss: 'https://evil.example.org/' }],
    ['unknown-issuer', { iss: testIssuer.slice(0, -1) }],
    ['unknown-issuer', { iss: '__proto__' }],
    ['malformed-token', { iss: undefined }],
    ['malformed-token', { iss: [testIssuer] }],
    ['malformed-token', { iss: 'x'.repeat(600) }],
    ['wrong-audience', { aud: 'https://cds.example.org' }],
    ['wrong-audience', { aud: `${testEndpoint}x` }],
    ['wrong-audience', { aud: testEndpoint.replace('https', 'http') }],
    ['wrong-audience', { aud: `${testEndpoint}?x=1` }],
    ['malformed-token', { aud: undefined }],
    ['malformed-token', { aud: [] }],
    ['malformed-token', { aud: [testEndpoint, 5] }],
    ['malformed-token', { aud: { url: testEndpoint } }],
    ['malformed-token', { aud: Array.from({ length: 33 }, () => testEndpoint) }],
    ['expired', { iat: testSeconds - 200, exp: testSeconds - 60 }],
    ['expired', { iat: 1311280970, exp: 1422568860 }],
    ['malformed-token', { exp: undefined }],
    ['malformed-token', { exp: String(testSeconds + 60) }],
    ['malformed-token', { exp: -1 }],
    ['malformed-token', { exp: 1e300 }],
    ['malformed-token', { iat: undefined }],
    ['malformed-token', { iat: null }],
    ['issued-in-future', { iat: testSeconds + 61, exp: testSeconds + 120 }],
    ['not-yet-valid', { nbf: testSeconds + 61 }],
    ['malformed-token', { nbf: 'soon' }],
    ['lifetime-too-long', { exp: testSeconds + 301 }],
    ['lifetime-too-long', { iat: testSeconds - 86_400, exp: testSeconds + 100 }],
    ['lifetime-too-long', { iat: testSeconds, exp: testSeconds }],
    ['lifetime-too-long', { iat: testSeconds + 30, exp: testSeconds + 20 }],
    ['malformed-token', { jti: undefined }],
    ['malformed-token', { jti: '' }],
    ['malformed-token', { jti: 7 }],
    ['malformed-token', { jti: 'x'.repeat(600) }],
    ['malformed-token', { tenant: 7 }],
  ])('%s: %j', async (reason, claims) => {
    expect(await clinic.verdict(await signer.sign(claims))).toBe(reason);
  });

  test('a tenant that is not on the list, where there is one', async () => {
    const { verdict } = await testAuthenticator({ clinic: registrationOf(signer, { tenants: ['north', 'south'] }) });
    expect(await verdict(await signer.sign({ tenant: 'south' }))).toBe('accepted');
    expect(await verdict(await signer.sign({ tenant: 'east' }))).toBe('unknown-tenant');
    expect(await verdict(await signer.sign())).toBe('unknown-tenant');
  });
});

describe('headers that are refused', () => {
  test.each([
    ['wrong-type', { typ: 'at+jwt' }],
    ['malformed-token', { typ: undefined }],
    ['malformed-token', { kid: undefined }],
    ['malformed-token', { kid: '' }],
    ['malformed-token', { kid: 7 }],
    ['unknown-key', { kid: 'another' }],
    ['unknown-key', { kid: 'odd%2B%2F%3D key' }],
    ['malformed-token', { jku: 7 }],
  ])('%s: %j', async (reason, header) => {
    expect(await clinic.verdict(await signer.sign({}, header))).toBe(reason);
  });

  test('an extension that must be understood', async () => {
    const [, payload = '', signature = ''] = (await signer.sign()).split('.');
    const head = encode({ alg: 'ES384', typ: 'JWT', kid: signer.jwk.kid, crit: ['exp'] });
    expect(await clinic.verdict(`${head}.${payload}.${signature}`)).toBe('malformed-token');
  });

  test('a key that the token brings along is not looked at', async () => {
    const { kid, ...jwk } = stranger.jwk;
    expect(await clinic.verdict(await stranger.sign({}, { jwk }))).toBe('wrong-signature');
    expect(await clinic.verdict(await stranger.sign({}, { jku: 'https://evil.example.org/jwks', kid }))).toBe(
      'wrong-signature',
    );
  });

  test('no Authorization header', async () => {
    const refused = clinic.authenticate({ authorization: undefined, url: testEndpoint }, AbortSignal.timeout(1000));
    await expect(refused).rejects.toMatchObject({ code: 'bad-signature', details: {} });
    expect(clinic.logged.at(-1)).toStrictEqual({ reason: 'no-token', issuer: undefined, jti: undefined });
  });

  test.each([
    ['malformed-header', () => ' null'],
    ['malformed-header', () => 'Bearer '],
    ['malformed-header', () => 'Bearer null'],
    ['malformed-header', () => 'Basic dXNlcjpwYXNz'],
    ['malformed-header', (token: string) => `DPoP ${token}`],
    ['malformed-header', (token: string) => `Bearer\t${token}`],
    ['malformed-header', (token: string) => ` Bearer ${token}`],
    ['malformed-header', (token: string) => `Bearer ${token} `],
    ['malformed-header', (token: string) => `Bearer "${token}"`],
    ['malformed-header', (token: string) => `Bearer ${token}, Bearer ${token}`],
    ['malformed-header', (token: string) => `Bearer ${token} ${token}`],
    ['malformed-header', (token: string) => `Bearer ${token}.`],
    ['malformed-header', (token: string) => `Bearer ${token}.x`],
    ['malformed-header', (token: string) => `Bearer ${token}==`],
    ['malformed-header', (token: string) => `Bearer ${token.replace('.', '.+')}`],
    ['malformed-token', () => 'Bearer a.b.c'],
    ['malformed-token', (token: string) => `Bearer ${token}A`],
    ['malformed-token', () => `Bearer ${encode('text')}.${encode({})}.AAAA`],
    ['malformed-token', () => `Bearer ${encode([])}.${encode({})}.AAAA`],
    ['malformed-token', () => `Bearer ${encode(null)}.${encode(null)}.AAAA`],
    ['oversized-token', (token: string) => `Bearer ${token}${'A'.repeat(maxTokenBytes)}`],
  ])('%s: a header of another shape', async (reason, headerOf) => {
    expect(await clinic.verdict(headerOf(await signer.sign()))).toBe(reason);
  });

  test('bytes that are no UTF-8', async () => {
    const [head = '', , signature = ''] = (await signer.sign()).split('.');
    const body = Buffer.concat([Buffer.from('{"iss":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]).toString(
      'base64url',
    );
    expect(await clinic.verdict(`${head}.${body}.${signature}`)).toBe('malformed-token');
  });
});

describe('algorithms that prove nothing', () => {
  const forge = (alg: string, sign: (input: string) => string) => {
    const input = `${encode({ alg, typ: 'JWT', kid: signer.jwk.kid })}.${encode({
      iss: testIssuer,
      aud: testEndpoint,
      iat: testSeconds,
      exp: testSeconds + 60,
      jti: `forged-${alg}`,
    })}`;
    return `${input}.${sign(input)}`;
  };

  test.each(['none', 'None', 'NONE', 'nOnE', '__proto__'])('%s', async (alg) => {
    expect(await clinic.verdict(forge(alg, () => 'AAAA'))).toBe('refused-algorithm');
  });

  test.each([
    ['HS256', 'sha256'],
    ['HS384', 'sha384'],
    ['HS512', 'sha512'],
  ])('%s keyed with the public key', async (alg, hash) => {
    const pem = await exportSPKI(await publicKeyOf(signer));
    for (const secret of [pem, pem.trimEnd(), JSON.stringify(signer.jwk), '']) {
      const hmac = (input: string) => createHmac(hash, secret).update(input).digest('base64url');
      expect(await clinic.verdict(forge(alg, hmac))).toBe('refused-algorithm');
    }
  });

  test('one of the asymmetric ones that is not configured', async () => {
    const other = await testSigner('ES256', 'odd+/= key');
    const both = await testAuthenticator({
      clinic: registrationOf(signer, { jwks: { keys: [signer.jwk, other.jwk] } }),
    });
    expect(await both.verdict(await other.sign())).toBe('refused-algorithm');
  });

  test('a key of another algorithm under the same id', async () => {
    const rsa = await testSigner('RS384', 'odd+/= key');
    expect(await clinic.verdict(await rsa.sign())).toBe('unknown-key');
  });

  test.each([['none'], ['HS256'], ['HS384'], ['HS512'], ['es384'], ['dir'], ['']])(
    '%s cannot be configured',
    async (alg) => {
      const configured = testAuthenticator({ clinic: registrationOf(signer, { algorithms: ['ES384', alg] }) });
      await expect(configured).rejects.toMatchObject({ code: 'bad-argument' });
    },
  );

  test('an empty list cannot be configured', async () => {
    const configured = testAuthenticator({ clinic: registrationOf(signer, { algorithms: [] }) });
    await expect(configured).rejects.toMatchObject({ code: 'bad-argument' });
  });
});

const publicKeyOf = async ({ jwk, algorithm }: TestSigner) => {
  const key = await importJWK({ ...jwk, ext: true }, algorithm);
  if (key instanceof Uint8Array) throw new Error('a symmetric key');
  return key;
};

describe('signatures', () => {
  test('of another key under the same id', async () => {
    expect(await clinic.verdict(await stranger.sign())).toBe('wrong-signature');
  });

  test('of another client', async () => {
    const both = await testAuthenticator({
      clinic: registrationOf(signer),
      other: registrationOf(stranger, { issuer: 'https://other.example.org' }),
    });
    expect(await both.verdict(await stranger.sign())).toBe('wrong-signature');
    expect(await both.judge(await stranger.sign({ iss: 'https://other.example.org' }))).toMatchObject({
      name: 'other',
    });
  });

  test('two keys of one id are tried in turn', async () => {
    const keys = [stranger.jwk, signer.jwk];
    const { verdict } = await testAuthenticator({ clinic: registrationOf(signer, { jwks: { keys } }) });
    expect(await verdict(await signer.sign())).toBe('accepted');
  });

  test('of another payload or header', async () => {
    const [[head1 = '', body1 = '', sign1 = ''], [, body2 = '']] = [
      (await signer.sign()).split('.'),
      (await signer.sign()).split('.'),
    ];
    expect(await clinic.verdict(`${head1}.${body2}.${sign1}`)).toBe('wrong-signature');
    const head2 = encode({ alg: 'ES384', typ: 'JWT', kid: signer.jwk.kid, x: 1 });
    expect(await clinic.verdict(`${head2}.${body1}.${sign1}`)).toBe('wrong-signature');
  });
});

describe('replay', () => {
  const newFile = () => join(mkdtempSync(join(tmpdir(), 'cardwright-tokens-')), 'store.sqlite');

  test('a token is good once', async () => {
    const token = await signer.sign();
    expect(await clinic.verdict(token)).toBe('accepted');
    expect(await clinic.verdict(token)).toBe('replayed');
  });

  test('of the same token at the same time exactly one is let in', async () => {
    const token = await signer.sign();
    const judged = await Promise.allSettled(Array.from({ length: 40 }, () => clinic.judge(token)));
    expect(judged.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('another token with the same id is refused; the same id of another issuer is not', async () => {
    const { verdict } = await testAuthenticator({
      clinic: registrationOf(signer),
      other: registrationOf(stranger, { issuer: 'https://other.example.org' }),
    });
    expect(await verdict(await signer.sign({ jti: 'same' }))).toBe('accepted');
    expect(await verdict(await signer.sign({ jti: 'same', exp: testSeconds + 200 }))).toBe('replayed');
    expect(await verdict(await stranger.sign({ jti: 'same', iss: 'https://other.example.org' }))).toBe('accepted');
  });

  test('nobody can use up a token id without the key', async () => {
    expect(await clinic.verdict(await stranger.sign({ jti: 'wanted' }))).toBe('wrong-signature');
    expect(await clinic.verdict(await signer.sign({ jti: 'wanted', aud: 'x' }))).toBe('wrong-audience');
    expect(await clinic.verdict(await signer.sign({ jti: 'wanted' }))).toBe('accepted');
  });

  test('after a restart the store still knows it', async () => {
    const file = newFile();
    const token = await signer.sign();
    const first = openSqliteStore({ file });
    const before = await testAuthenticator({ clinic: registrationOf(signer) }, { store: first });
    expect(await before.verdict(token)).toBe('accepted');
    await first.close();
    const second = openSqliteStore({ file });
    const after = await testAuthenticator({ clinic: registrationOf(signer) }, { store: second });
    expect(await after.verdict(token)).toBe('replayed');
    await second.close();
  });

  test('two processes on one store share what they know', async () => {
    const file = newFile();
    const stores = [openSqliteStore({ file }), openSqliteStore({ file })];
    const [a, b] = await Promise.all(
      stores.map((store) => testAuthenticator({ clinic: registrationOf(signer) }, { store })),
    );
    const tokens = await Promise.all(Array.from({ length: 10 }, () => signer.sign()));
    const judged = await Promise.allSettled(tokens.flatMap((token) => [a?.judge(token), b?.judge(token)]));
    expect(judged.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    await Promise.all(stores.map((store) => store.close()));
  });

  test('remembered until no clock accepts the token any more', async () => {
    const claims: unknown[][] = [];
    const store = {
      claimToken: async (...claim: unknown[]) => {
        claims.push(claim);
        return 'new' as const;
      },
    };
    const { judge } = await testAuthenticator({ clinic: registrationOf(signer) }, { store });
    await judge(await signer.sign({ jti: 'j', exp: testSeconds + 10 }));
    expect(claims).toEqual([[testIssuer, 'j', (testSeconds + 70) * 1000, testNow.getTime()]]);
  });

  test('a store that cannot say so lets nobody in, and that is not 401', async () => {
    const store = { claimToken: () => Promise.reject(new CardwrightError('store-failed', 'The store is away.')) };
    const { judge } = await testAuthenticator({ clinic: registrationOf(signer) }, { store });
    await expect(judge(await signer.sign())).rejects.toMatchObject({ code: 'store-failed' });
  });
});

describe('the registration', () => {
  test('none: authentication is off', async () => {
    await expect(testAuthenticator({})).rejects.toThrow('no client is registered');
  });

  test('two clients with one issuer are refused', async () => {
    const both = testAuthenticator({ a: registrationOf(signer), b: registrationOf(stranger) });
    await expect(both).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test.each([
    ['symmetric', { kty: 'oct', kid: 'k', k: 'c2VjcmV0', alg: 'HS256' }],
    ['nameless', { kty: 'EC', crv: 'P-384', x: 'AA', y: 'AA' }],
    ['off the curve', { kty: 'EC', crv: 'P-384', kid: 'k', x: 'AAAA', y: 'AAAA' }],
    ['for encryption', { kty: 'EC', kid: 'k', use: 'enc' }],
  ])('a %s key alone is refused', async (_name, key) => {
    const configured = testAuthenticator({ clinic: { issuer: testIssuer, jwks: { keys: [key] } } });
    await expect(configured).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test.each([
    'http://keys.example.org/jwks',
    'https://user:pw@keys.example.org/jwks',
    'https://keys.example.org/#x',
    'ftp://x',
  ])('keys are not fetched from %s', async (url) => {
    for (const where of [{ jwksUrl: url }, { jku: [url] }]) {
      const configured = testAuthenticator({ clinic: { issuer: testIssuer, ...where } });
      await expect(configured).rejects.toMatchObject({ code: 'bad-argument' });
    }
  });
});

test('the log names reason, issuer and token id, and nothing else of the token', async () => {
  const token = await stranger.sign({ jti: 'a-jti', sub: 'canary-subject', tenant: 'canary-tenant' });
  expect(await clinic.verdict(token)).toBe('wrong-signature');
  expect(clinic.logged).toStrictEqual([{ reason: 'wrong-signature', issuer: testIssuer, jti: 'a-jti' }]);
});
