import { CardwrightError } from '@cardwright/cds-service';

/** What the specification recommends (CDS Hooks 2.0.1, JWT Signing Algorithm). */
export const defaultAlgorithms: readonly string[] = ['ES384', 'RS384'];

/**
 * What a configuration may name, with the type and curve of its keys (RFC 7518 §3.1, RFC 8037 §3.1). Asymmetric signatures
 * only: "SHALL NOT be signed using the `none` algorithm", "SHALL NOT be signed using any symmetric algorithm".
 */
export const keyKinds: ReadonlyMap<string, { readonly kty: string; readonly crv?: string }> = new Map([
  ['ES256', { kty: 'EC', crv: 'P-256' }],
  ['ES384', { kty: 'EC', crv: 'P-384' }],
  ['ES512', { kty: 'EC', crv: 'P-521' }],
  ['RS256', { kty: 'RSA' }],
  ['RS384', { kty: 'RSA' }],
  ['RS512', { kty: 'RSA' }],
  ['PS256', { kty: 'RSA' }],
  ['PS384', { kty: 'RSA' }],
  ['PS512', { kty: 'RSA' }],
  ['EdDSA', { kty: 'OKP', crv: 'Ed25519' }],
]);

/** The algorithms of a client. Error: `bad-argument` for an empty list and for anything but an asymmetric signature. */
export function signingAlgorithms(configured: readonly string[] = defaultAlgorithms): ReadonlySet<string> {
  const refused = configured.filter((algorithm) => !keyKinds.has(algorithm));
  if (refused.length > 0 || configured.length === 0)
    throw new CardwrightError(
      'bad-argument',
      `Clients may sign with ${[...keyKinds.keys()].join(', ')}, nothing else.`,
    );
  return new Set(configured);
}
