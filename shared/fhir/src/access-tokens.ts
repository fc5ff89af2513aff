/** What a SMART v2 scope allows: create, read (and its versions), update, delete, search (and the history of a type). */
export type FhirInteraction = 'c' | 'r' | 'u' | 'd' | 's';

/** A bearer token and what it was granted for. */
export interface GrantedToken {
  readonly token: string;
  readonly permits: (type: string, interaction: FhirInteraction) => boolean;
}

/** Where the tokens for one FHIR server come from. */
export interface AccessTokens {
  /** A token that is good for now. Errors: `token-refused`, `fhir-unreachable`, `deadline-exceeded`. */
  readonly get: (signal: AbortSignal) => Promise<GrantedToken>;
  /** The server answered 401 to this token: it is not given out again. */
  readonly invalidate: (token: string) => void;
}
