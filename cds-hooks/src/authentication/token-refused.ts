/** Why a token was refused: for the log only, never for the client. `docs/authentication.md` explains the same list to operators. */
export const refusalReasons = {
  'no-token': 'There is no Authorization header.',
  'malformed-header': 'The header is not one bearer token of three base64url parts.',
  'oversized-token': 'The header is longer than 8 KiB.',
  'malformed-token':
    'A member that CDS Hooks requires is absent, of another type or too long, or the token is not JSON.',
  'unknown-issuer': 'No client is registered with this `iss`.',
  'wrong-type': '`typ` is not JWT.',
  'refused-algorithm': '`alg` is not one of the client’s algorithms.',
  'wrong-audience': '`aud` names neither this endpoint nor one of the client’s audiences.',
  expired: '`exp` is past, the clock skew included.',
  'issued-in-future': '`iat` is further ahead than the clock skew.',
  'not-yet-valid': '`nbf` is further ahead than the clock skew.',
  'lifetime-too-long': '`exp` is not after `iat`, or later than the longest lifetime allows.',
  'unknown-tenant': '`tenant` is not on the client’s list.',
  'refused-jku': '`jku` is not, character by character, one of the client’s URLs.',
  'keys-unreachable': 'The client’s key set could not be read.',
  'unknown-key': 'The key set holds no key with this `kid` for this `alg`.',
  'public-private-key': 'The private half of the key is published.',
  'wrong-signature': 'The signature is not that of the key.',
  replayed: 'A token with this `jti` was used before.',
} as const;
export type RefusalReason = keyof typeof refusalReasons;

/** A refusal on its way to the one place that logs it and answers 401. Holds no part of the token. */
export class TokenRefused extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(reason);
    this.name = 'TokenRefused';
    this.reason = reason;
  }
}
