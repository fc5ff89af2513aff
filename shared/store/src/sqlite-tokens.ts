import type { DatabaseSync } from 'node:sqlite';
import { tokenGraceMs } from './store.ts';
import type { Store } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

/** Rows past their time that one claim removes: more than it adds, so the table shrinks, and few, so no claim waits long. */
const maxPrunedRows = 8;

/** Which bearer tokens of CDS clients were used: the replay store of client authentication. */
export function sqliteTokens(database: DatabaseSync, writer: TurnWriter): Pick<Store, 'claimToken'> {
  const insert = database.prepare(
    'INSERT INTO tokens (issuer, jti, expires_at_ms) VALUES (?, ?, ?) ON CONFLICT (issuer, jti) DO NOTHING',
  );
  const prune = database.prepare(
    `DELETE FROM tokens WHERE (issuer, jti) IN (
       SELECT issuer, jti FROM tokens WHERE expires_at_ms < ? ORDER BY expires_at_ms LIMIT ${maxPrunedRows})`,
  );
  return {
    async claimToken(issuer, jti, expiresAtMs, nowMs) {
      const claim = () => {
        const { changes } = insert.run(issuer, jti, expiresAtMs);
        prune.run(nowMs - tokenGraceMs);
        return Number(changes);
      };
      return (await writer.write(claim)) === 1 ? 'new' : 'seen';
    },
  };
}
