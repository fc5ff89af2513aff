import { compactVerify } from 'jose';
import type { VerificationKey } from './import-key.ts';
import { TokenRefused } from './token-refused.ts';

/** Keys that share an id, tried in turn; a set with more is a mistake or an attempt to keep us busy. */
const maxTriedKeys = 4;

export interface VerifySignatureOptions {
  readonly token: string;
  readonly algorithm: string;
  /** Keys of the client with the token's key id. */
  readonly keys: readonly VerificationKey[];
  /** Demo mode only: keys whose private half is published prove nothing. */
  readonly allowPublicPrivateKeys: boolean;
}

/** Verifies with the first key that fits. Refuses with `unknown-key`, `public-private-key` or `wrong-signature`. */
export async function verifySignature(options: VerifySignatureOptions): Promise<void> {
  const { token, algorithm, keys, allowPublicPrivateKeys } = options;
  const fitting = keys.filter((key) => key.algorithm === algorithm);
  const usable = fitting.filter(({ isPrivateHalfPublic }) => allowPublicPrivateKeys || !isPrivateHalfPublic);
  if (fitting.length === 0) throw new TokenRefused('unknown-key');
  if (usable.length === 0) throw new TokenRefused('public-private-key');
  for (const { key } of usable.slice(0, maxTriedKeys)) {
    if (await verifies(token, key, algorithm)) return;
  }
  throw new TokenRefused('wrong-signature');
}

async function verifies(token: string, key: VerificationKey['key'], algorithm: string): Promise<boolean> {
  try {
    await compactVerify(token, key, { algorithms: [algorithm] });
    return true;
  } catch {
    return false;
  }
}
