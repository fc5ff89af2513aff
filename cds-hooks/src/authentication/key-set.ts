import type { VerificationKey } from './import-key.ts';

/** The keys of one client. */
export interface KeySet {
  /** Keys with this id, read anew when there is none and that is not too soon. Refuses with `keys-unreachable`. */
  readonly find: (keyId: string, signal: AbortSignal) => Promise<readonly VerificationKey[]>;
}

/** More keys of a set are not read. */
export const maxKeys = 64;
