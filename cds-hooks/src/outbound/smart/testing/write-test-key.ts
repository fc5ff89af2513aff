import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A private key file in a folder of its own. */
export function writeTestKey(
  kind: 'RS384' | 'ES384' | 'ES256' | 'RSA-1024' | 'Ed25519',
  form: 'pkcs8' | 'pkcs1' | 'sec1' | 'jwk' = 'pkcs8',
): string {
  const { privateKey } = pairOf(kind);
  const text =
    form === 'jwk'
      ? JSON.stringify(privateKey.export({ format: 'jwk' }))
      : privateKey.export({ format: 'pem', type: form });
  const path = join(mkdtempSync(join(tmpdir(), 'cardwright-key-')), 'private-key');
  writeFileSync(path, text, { mode: 0o600 });
  return path;
}

function pairOf(kind: Parameters<typeof writeTestKey>[0]) {
  switch (kind) {
    case 'RS384':
      return generateKeyPairSync('rsa', { modulusLength: 2048 });
    case 'RSA-1024':
      return generateKeyPairSync('rsa', { modulusLength: 1024 });
    case 'ES384':
      return generateKeyPairSync('ec', { namedCurve: 'P-384' });
    case 'ES256':
      return generateKeyPairSync('ec', { namedCurve: 'P-256' });
    case 'Ed25519':
      return generateKeyPairSync('ed25519');
  }
}
