import { describe, expect, test } from '@jest/globals';
import { testAuthenticator, type TestAuthenticatorOptions } from './testing/test-authenticator.ts';

/** HL7/cds-hooks input/pagecontent/index.md, "Trusting CDS Clients", Example: the token and the public key as printed. */
const endpoint = 'https://cds.example.org/cds-services/some-service';
const example = [
  'eyJhbGciOiJFUzM4NCIsInR5cCI6IkpXVCIsImtpZCI6ImV4YW1wbGUta2lkIiwiamt1IjoiaHR0cHM6Ly9maGlyLWVoci5leGFtcGxlLmNvbS9qd2tfdXJpIn0',
  'eyJpc3MiOiJodHRwczovL2ZoaXItZWhyLmV4YW1wbGUuY29tLyIsImF1ZCI6Imh0dHBzOi8vY2RzLmV4YW1wbGUub3JnL2Nkcy1zZXJ2aWNlcy9zb21lLXNlcnZpY2UiLCJleHAiOjE0MjI1Njg4NjAsImlhdCI6MTMxMTI4MDk3MCwianRpIjoiZWUyMmIwMjEtZTFiNy00NjExLWJhNWItOGVlYzZhMzNhYzFlIiwidGVuYW50IjoiMmRkZDZjM2EtOGU5YS00NGM2LWEzMDUtNTIxMTFhZDMwMmEyIn0',
  'd1WfLjGRKlcWB94l9do4cM8REXeYJLL6SGUBO8VHZhfM8mwKYP70EMxJ67War4TQblEpaQrp11wx5p7oPFm2ETYgCicS84vXWEIYTdjooZdooCSDf2L8-i4awdoUwiEb',
].join('.');
const key = {
  kty: 'EC',
  use: 'sig',
  crv: 'P-384',
  kid: 'example-kid',
  x: '46SDH7Znh821wblCBglA61sNE9ZrHYKKt3qRtRTmSXyOI_FIGBLWrWa0GPUkDCEk',
  y: 'XMcRuuoGW7CXjQdy-F5i3FeBE0x9hPLdeFdSoDd3ELmx404tLX0VRRcqzAsPhXcI',
  alg: 'ES384',
};
const jku = 'https://fhir-ehr.example.com/jwk_uri';
const tenant = '2ddd6c3a-8e9a-44c6-a305-52111ad302a2';
const client = {
  issuer: 'https://fhir-ehr.example.com/',
  jku: [jku],
  tenants: [tenant],
  maxLifetimeSeconds: 1422568860 - 1311280970,
};

/** The example's private key is printed beside it, so only demo mode takes it; its times lie in 2011 and 2015. */
const options = { demo: true, now: () => new Date(1311280970_000), fetchJson: async () => ({ keys: [key] }) };

describe('the example token of the specification', () => {
  test('[jwt-known-answer] is accepted with a frozen clock and the lifetime that it has', async () => {
    const { judge } = await testAuthenticator({ example: client }, options);
    expect(await judge(example, endpoint)).toMatchObject({ name: 'example', issuer: client.issuer, tenant });
  });

  test('is accepted with the key in the configuration', async () => {
    const { jku: _jku, ...rest } = client;
    const { judge } = await testAuthenticator({ example: { ...rest, jwks: { keys: [key] } } }, options);
    expect(await judge(example, endpoint)).toMatchObject({ name: 'example' });
  });

  const refusals: readonly (readonly [string, Change])[] = [
    ['lifetime-too-long', { client: { ...client, maxLifetimeSeconds: 3600 } }],
    ['expired', { now: () => new Date(1422568860_000 + 60_000) }],
    ['issued-in-future', { now: () => new Date(1311280970_000 - 60_001) }],
    ['unknown-tenant', { client: { ...client, tenants: ['other'] } }],
    ['refused-jku', { client: { ...client, jku: [`${jku}/`] } }],
    ['unknown-key', { fetchJson: async () => ({ keys: [{ ...key, kid: 'other' }] }) }],
    ['wrong-signature', { fetchJson: async () => ({ keys: [otherKey] }) }],
    ['public-private-key', { demo: false }],
    ['keys-unreachable', { fetchJson: async () => ({}) }],
  ];
  test.each(refusals)('is refused as %s otherwise', async (reason, { client: registered = client, ...change }) => {
    const { verdict } = await testAuthenticator({ example: registered }, { ...options, ...change });
    expect(await verdict(example, endpoint)).toBe(reason);
  });

  test.each([
    ['header', 0],
    ['payload', 1],
    ['signature', 2],
  ])('is refused with one character of its %s changed, whichever it is', async (_name, part) => {
    const { verdict } = await testAuthenticator({ example: client }, options);
    const parts = example.split('.');
    const text = parts[part] ?? '';
    for (let at = 0; at < text.length; at += 1) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      expect(await verdict(parts.with(part, changed).join('.'), endpoint)).not.toBe('accepted');
    }
    expect(await verdict(example, endpoint)).toBe('accepted');
  });
});

type Change = TestAuthenticatorOptions & { readonly client?: typeof client };

/** The public key of the CDS Hooks sandbox under the example's id: of the right kind, and another one. */
const otherKey = {
  ...key,
  x: 'dw_JGR8nB2I6XveNxUOl2qk699ZPLM2nYI5STSdiEl9avAkrm3CkfYMbrrjr8laB',
  y: 'Sm3mLE-n1zYNla_aiE3cb3nZsL51RbC7ysw3q8aJLxGm-hx79RPMYpITDjp7kgzy',
};
