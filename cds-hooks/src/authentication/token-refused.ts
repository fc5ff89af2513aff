/** Why a token was refused: for the log only, never for the client. */
export type RefusalReason =
  | 'no-token'
  | 'malformed-header'
  | 'oversized-token'
  | 'malformed-token'
  | 'unknown-issuer'
  | 'wrong-type'
  | 'refused-algorithm'
  | 'wrong-audience'
  | 'expired'
  | 'issued-in-future'
  | 'not-yet-valid'
  | 'lifetime-too-long'
  | 'unknown-tenant'
  | 'refused-jku'
  | 'keys-unreachable'
  | 'unknown-key'
  | 'public-private-key'
  | 'wrong-signature'
  | 'replayed';

/** A refusal on its way to the one place that logs it and answers 401. Holds no part of the token. */
export class TokenRefused extends Error {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason) {
    super(reason);
    this.name = 'TokenRefused';
    this.reason = reason;
  }
}
