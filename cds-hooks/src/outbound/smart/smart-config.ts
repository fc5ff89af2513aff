/** How we prove ourselves to the authorization server of a FHIR server: SMART Backend Services. */
export interface SmartConfig {
  /** As it was registered there. */
  readonly clientId: string;
  /** Absolute paths. The first key signs; all are published, so that the next one is known before it signs. */
  readonly keys: readonly SmartKeyConfig[];
  /** Asked for instead of what the services need. */
  readonly scopes?: readonly string[];
  /** Instead of the one that `{base}/.well-known/smart-configuration` names. */
  readonly tokenUrl?: string;
}

export interface SmartKeyConfig {
  /** PEM (PKCS #8, PKCS #1 or SEC 1) or JWK: RSA of at least 2048 bits, or EC P-384. */
  readonly privateKeyFile: string;
  /** Absent: the thumbprint of the key (RFC 7638). */
  readonly kid?: string;
}
