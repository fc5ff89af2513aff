import { createHash } from 'node:crypto';
import type { PostgresConnection, Statement } from './postgres-connection.ts';
import { isOfOneRow } from './postgres-failed.ts';
import { bytes } from './row.ts';
import { tokenGraceMs } from './store.ts';
import type { Store } from './store.ts';
import { TurnBatch } from './turn-batch.ts';

/** Rows past their time that one claim removes: more than it adds, so the table shrinks, and few, so no claim waits long. */
const maxPrunedRows = 8;

// Sorted, so that two batches with the same tokens never wait for each other.
const claim: Statement = {
  name: 'claim_tokens',
  text: `WITH gone AS (
      DELETE FROM tokens WHERE token IN (
        SELECT token FROM tokens WHERE expires_at_ms < $3 ORDER BY expires_at_ms LIMIT $4 FOR UPDATE SKIP LOCKED))
    INSERT INTO tokens (token, expires_at_ms)
    SELECT token, expires_at_ms FROM unnest($1::bytea[], $2::bigint[]) AS given (token, expires_at_ms) ORDER BY token
    ON CONFLICT (token) DO NOTHING RETURNING token`,
};

interface Claim {
  readonly key: Buffer;
  readonly expiresAtMs: number;
  readonly nowMs: number;
}

/** Which bearer tokens of CDS clients were used, by whichever process on this database. */
export function postgresTokens(durable: PostgresConnection): Pick<Store, 'claimToken'> & { close(): Promise<void> } {
  const batch = new TurnBatch<Claim, 'new' | 'seen'>({
    write: (claims) => claimAll(durable, claims),
    isOfOneItem: isOfOneRow,
  });
  return {
    claimToken: (issuer, jti, expiresAtMs, nowMs) => batch.add({ key: keyOf(issuer, jti), expiresAtMs, nowMs }),
    close: () => batch.close(),
  };
}

/** Of whatever length and characters: PostgreSQL's text refuses U+0000, and its indexes long values. */
const keyOf = (issuer: string, jti: string): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([issuer, jti]))
    .digest();

async function claimAll(durable: PostgresConnection, claims: readonly Claim[]): Promise<readonly ('new' | 'seen')[]> {
  const first = new Map(claims.toReversed().map((one) => [one.key.toString('hex'), one]));
  const given = [...first.values()];
  const forgottenMs = Math.max(...claims.map(({ nowMs }) => nowMs)) - tokenGraceMs;
  const rows = await durable.run(claim, [
    given.map(({ key }) => key),
    given.map(({ expiresAtMs }) => expiresAtMs),
    forgottenMs,
    maxPrunedRows * claims.length,
  ]);
  const claimed = new Set(rows.map((row) => Buffer.from(bytes(row, 'token')).toString('hex')));
  return claims.map((one) => {
    const key = one.key.toString('hex');
    return claimed.has(key) && first.get(key) === one ? 'new' : 'seen';
  });
}
