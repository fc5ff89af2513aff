import { randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { ClientConfig } from '../../config/config.ts';

/** The instant at which test tokens are judged. */
export const testNow = new Date('2026-03-02T09:00:00.000Z');
export const testSeconds = testNow.getTime() / 1000;
export const testIssuer = 'https://ehr.example.org/';
export const testEndpoint = 'https://cds.example.org/cds-services/cvd-risk-prevent';

/** A CDS client's key pair. */
export interface TestSigner {
  readonly privateKey: CryptoKey;
  readonly algorithm: string;
  /** The public half, with its `kid`. */
  readonly jwk: JWK & { readonly kty: string };
  /** A token that is good at `testEndpoint` and `testNow`, each with its own `jti`; `undefined` leaves a member out. */
  readonly sign: (
    claims?: Readonly<Record<string, unknown>>,
    header?: Readonly<Record<string, unknown>>,
  ) => Promise<string>;
}

/** Makes a key pair. */
export async function testSigner(algorithm = 'ES384', kid: string = randomUUID()): Promise<TestSigner> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  const { kty = '', ...members } = await exportJWK(publicKey);
  return {
    privateKey,
    algorithm,
    jwk: { ...members, kty, kid, alg: algorithm, use: 'sig' },
    sign: (claims = {}, header = {}) => {
      const payload = {
        iss: testIssuer,
        aud: testEndpoint,
        iat: testSeconds,
        exp: testSeconds + 300,
        jti: randomUUID(),
        ...claims,
      };
      return new SignJWT(payload).setProtectedHeader({ alg: algorithm, typ: 'JWT', kid, ...header }).sign(privateKey);
    },
  };
}

/** A registration of the signer with its key in the configuration. */
export const registrationOf = (signer: TestSigner, change: Partial<ClientConfig> = {}): ClientConfig => ({
  issuer: testIssuer,
  jwks: { keys: [signer.jwk] },
  ...change,
});
