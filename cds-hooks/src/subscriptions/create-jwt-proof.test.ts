import { expect, test } from '@jest/globals';
import { testIssuer, testNow, testSeconds, testSigner } from '../authentication/testing/test-signer.ts';
import type { SourceJwt } from '../config/config.ts';
import { createJwtProof } from './create-jwt-proof.ts';

const signer = await testSigner();
const stranger = await testSigner();
const audience = 'https://cds.example.org/subscriptions/ward';
const withoutKeys: SourceJwt = { issuer: testIssuer, audiences: [audience] };
const configured: SourceJwt = { ...withoutKeys, jwks: { keys: [signer.jwk] } };

async function proofWith(jwt: SourceJwt = configured, keys: readonly unknown[] = []) {
  const fetched: string[] = [];
  const options = {
    limits: { clockSkewMs: 60_000, maxTokenLifetimeMs: 300_000 },
    demo: false,
    now: () => testNow,
    fetchJson: async (url: string) => {
      fetched.push(url);
      return { keys };
    },
  };
  const prove = await createJwtProof(options, 'ward', jwt);
  return { fetched, holds: (header: string | undefined) => prove(header, AbortSignal.timeout(5_000)) };
}

test('a token is good until it expires, however often it comes', async () => {
  const { holds } = await proofWith();
  const header = `Bearer ${await signer.sign({ aud: audience })}`;
  expect([await holds(header), await holds(header)]).toEqual([true, true]);
  expect(await holds(`Bearer ${await signer.sign({ aud: [audience, 'x'] }, { typ: 'at+jwt' })}`)).toBe(true);
});

test.each<[string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>?]>([
  ['another issuer', { iss: 'https://elsewhere.example.org' }],
  ['another audience', { aud: 'https://cds.example.org/cds-services/x' }],
  ['no audience', { aud: undefined }],
  ['expired', { iat: testSeconds - 600, exp: testSeconds - 400 }],
  ['longer than is agreed', { exp: testSeconds + 3600 }],
  ['not yet valid', { nbf: testSeconds + 600 }],
  ['no kid', {}, { kid: undefined }],
  ['a kid of nobody', {}, { kid: 'nobody' }],
  ['a type of its own', {}, { typ: 'JOSE' }],
])('refused: %s', async (_name, claims, header = {}) => {
  const { holds } = await proofWith();
  expect(await holds(`Bearer ${await signer.sign({ aud: audience, ...claims }, header)}`)).toBe(false);
});

test('refused: no token, no bearer, another key under the same kid, another algorithm than agreed', async () => {
  const { holds } = await proofWith();
  const forged = await stranger.sign({ aud: audience }, { kid: signer.jwk.kid });
  for (const header of [undefined, '', 'Basic x', 'Bearer x', 'Bearer x.y.z', `Bearer ${forged}`])
    expect([header, await holds(header)]).toEqual([header, false]);
  const strict = await proofWith({ ...withoutKeys, algorithms: ['RS384'], jwksUrl: 'https://lab.example.org/jwks' });
  expect(await strict.holds(`Bearer ${await signer.sign({ aud: audience })}`)).toBe(false);
  expect(strict.fetched).toEqual([]);
});

test('keys at an address are fetched there, whatever jku the token names', async () => {
  const jwksUrl = 'https://lab.example.org/jwks';
  const { holds, fetched } = await proofWith({ ...withoutKeys, jwksUrl }, [signer.jwk]);
  const token = await signer.sign({ aud: audience }, { jku: 'https://elsewhere.example.org/jwks' });
  expect(await holds(`Bearer ${token}`)).toBe(true);
  expect(fetched).toEqual([jwksUrl]);
});

test('keys that cannot be used are said at the start', async () => {
  await expect(proofWith({ ...withoutKeys, jwks: { keys: [{ kty: 'EC' }] } })).rejects.toMatchObject({
    code: 'bad-argument',
  });
  await expect(proofWith({ ...withoutKeys, jwksUrl: 'http://lab.example.org/jwks' })).rejects.toMatchObject({
    code: 'bad-argument',
  });
});
