import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { loadSigningKey } from './load-signing-key.ts';
import { writeTestKey } from './testing/write-test-key.ts';

describe('a key file', () => {
  test.each([
    ['RS384', 'pkcs8'],
    ['RS384', 'pkcs1'],
    ['RS384', 'jwk'],
    ['ES384', 'pkcs8'],
    ['ES384', 'sec1'],
    ['ES384', 'jwk'],
  ] as const)('%s as %s: nothing private is published', async (algorithm, form) => {
    const key = await loadSigningKey({ privateKeyFile: writeTestKey(algorithm, form), kid: 'one' });
    expect(key).toMatchObject({ kid: 'one', algorithm });
    const members = algorithm === 'RS384' ? ['e', 'n'] : ['crv', 'x', 'y'];
    expect(Object.keys(key.publicJwk).sort()).toEqual(['alg', 'kid', 'kty', 'use', ...members].sort());
  });

  test('without a kid it is named by its thumbprint, which is the same at each start', async () => {
    const privateKeyFile = writeTestKey('ES384');
    const [one, two] = [await loadSigningKey({ privateKeyFile }), await loadSigningKey({ privateKeyFile })];
    expect(one.kid).toMatch(/^[\w-]{43}$/);
    expect(two.kid).toBe(one.kid);
  });

  const write = (text: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'cardwright-key-')), 'key');
    writeFileSync(path, text);
    return path;
  };
  test.each([
    ['weak RSA', () => writeTestKey('RSA-1024'), /neither RSA/],
    ['another curve', () => writeTestKey('ES256'), /neither RSA/],
    ['another kind', () => writeTestKey('Ed25519'), /neither RSA/],
    ['no key', () => write('canary'), /cannot be read/],
    ['no file', () => '/nowhere/key', /cannot be read/],
    ['a public key', () => write('{"kty":"EC","crv":"P-384","x":"a","y":"b"}'), /cannot be read/],
  ])('%s is refused, without what the file holds', async (_name, path, message) => {
    const load = loadSigningKey({ privateKeyFile: path() });
    await expect(load).rejects.toMatchObject({ code: 'bad-argument', message: expect.stringMatching(message) });
    await expect(load).rejects.not.toThrow(/canary/);
  });
});
