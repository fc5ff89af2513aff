import { describe, expect, test } from '@jest/globals';
import { exportJWK } from 'jose';
import { importKey } from './import-key.ts';
import { knownPrivateKeys } from './known-private-keys.ts';
import { defaultAlgorithms } from './signing-algorithms.ts';
import { testAuthenticator } from './testing/test-authenticator.ts';
import { registrationOf, testSigner } from './testing/test-signer.ts';

const algorithms = new Set(defaultAlgorithms);

/** Public halves of published key pairs; each source is named in known-private-keys.ts. */
const published = {
  sandbox: {
    kty: 'EC',
    use: 'sig',
    crv: 'P-384',
    kid: '44823f3d-0b01-4a6c-a80e-b9d3e8a7226f',
    x: 'dw_JGR8nB2I6XveNxUOl2qk699ZPLM2nYI5STSdiEl9avAkrm3CkfYMbrrjr8laB',
    y: 'Sm3mLE-n1zYNla_aiE3cb3nZsL51RbC7ysw3q8aJLxGm-hx79RPMYpITDjp7kgzy',
    alg: 'ES384',
  },
  inferno: {
    kty: 'EC',
    crv: 'P-384',
    x: 'JQKTsV6PT5Szf4QtDA1qrs0EJ1pbimQmM2SKvzOlIAqlph3h1OHmZ2i7MXahIF2C',
    y: 'bRWWQRJBgDa6CTgwofYrHjVGcO-A7WNEnu4oJA5OUJPPPpczgx1g2NsfinK-D2Rw',
    use: 'sig',
    key_ops: ['verify'],
    kid: '4b49a739d1eb115b3225f4cf9beb6d1b',
    alg: 'ES384',
  },
};

describe('keys whose private half is published', () => {
  test.each(Object.entries(published))('%s: known, whatever its id', async (_name, jwk) => {
    expect(await importKey({ ...jwk, kid: 'renamed' }, algorithms)).toMatchObject([{ isPrivateHalfPublic: true }]);
    const configured = testAuthenticator({ clinic: { issuer: 'https://x.example.org', jwks: { keys: [jwk] } } });
    await expect(configured).rejects.toMatchObject({ code: 'bad-argument' });
  });

  test('a set that holds the private half publishes it', async () => {
    const signer = await testSigner();
    const { kty = '', ...pair } = await exportJWK(signer.privateKey);
    const keys = [{ ...signer.jwk, ...pair, kty }];
    expect(await importKey(keys[0], algorithms)).toMatchObject([{ isPrivateHalfPublic: true }]);
    await expect(testAuthenticator({ clinic: registrationOf(signer, { jwks: { keys } }) })).rejects.toMatchObject({
      code: 'bad-argument',
    });
    const demo = await testAuthenticator({ clinic: registrationOf(signer, { jwks: { keys } }) }, { demo: true });
    expect(await demo.verdict(await signer.sign())).toBe('accepted');
    const fetched = { jwksUrl: 'https://keys.example.org/jwks' };
    const live = await testAuthenticator(
      { clinic: { issuer: registrationOf(signer).issuer, ...fetched } },
      { fetchJson: async () => ({ keys }) },
    );
    expect(await live.verdict(await signer.sign())).toBe('public-private-key');
  });

  test('the table holds SHA-256 thumbprints with their source', () => {
    for (const [thumbprint, source] of knownPrivateKeys) {
      expect(thumbprint).toMatch(/^[A-Za-z0-9_-]{43}$/);
      expect(source).not.toBe('');
    }
  });
});

describe('a key is for signatures of its kind', () => {
  test.each([
    ['as it is', {}, 1],
    ['without alg and use', { alg: undefined, use: undefined }, 1],
    ['with an operation to verify', { key_ops: ['verify'] }, 1],
    ['with another operation', { key_ops: ['encrypt'] }, 0],
    ['for encryption', { use: 'enc' }, 0],
    ['for another algorithm', { alg: 'ES256' }, 0],
    ['of another curve', { crv: 'P-256' }, 0],
    ['of another type', { kty: 'RSA' }, 0],
    ['without an id', { kid: undefined }, 0],
    ['with an id that is no text', { kid: 7 }, 0],
  ])('%s', async (_name, change, count) => {
    const { jwk } = await testSigner();
    expect(await importKey({ ...jwk, ...change }, algorithms)).toHaveLength(count);
  });

  test('an RSA key below 2048 bits is none', async () => {
    const jwk = { kty: 'RSA', kid: 'k', e: 'AQAB', n: Buffer.alloc(128, 0xc5).toString('base64url') };
    expect(await importKey(jwk, algorithms)).toEqual([]);
    const wide = { ...jwk, n: Buffer.alloc(256, 0xc5).toString('base64url') };
    expect(await importKey(wide, algorithms)).toHaveLength(1);
  });

  test('what it inherits is not looked at', async () => {
    const { jwk } = await testSigner();
    expect(await importKey(Object.create(jwk), algorithms)).toEqual([]);
  });
});
