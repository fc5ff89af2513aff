import type { ClientConfig } from '../config/config.ts';

/** The CDS client that made a request, proven by its JWT. */
export interface AuthenticatedClient {
  /** Its name in the configuration. */
  readonly name: string;
  readonly issuer: string;
  /** The organisation that calls through the client, as the token says; on the client's list where it has one. */
  readonly tenant?: string;
  readonly config: ClientConfig;
}

/** What of a request is judged. */
export interface AuthenticationRequest {
  /** The `Authorization` header; several headers joined with a comma, as HTTP has it, are no token. */
  readonly authorization: string | undefined;
  /** Absolute URL of the endpoint as clients know it, without query. */
  readonly url: string;
}

/**
 * Says who calls; `undefined` when authentication is off. Error: `bad-signature`, the same for whatever is wrong
 * (best practices: "401 without any additional information"); `store-failed` when nobody can say whether the token was used before.
 */
export type ClientAuthenticator = (
  request: AuthenticationRequest,
  signal: AbortSignal,
) => Promise<AuthenticatedClient | undefined>;
