import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { PostgresConnection, Statement } from './postgres-connection.ts';
import { storable } from './postgres-evaluations.ts';
import { bytes } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { Store } from './store.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

const insert: Statement = {
  name: 'retain_request',
  text: `WITH gone AS (DELETE FROM retained_requests WHERE expires_at_ms <= $4)
    INSERT INTO retained_requests (evaluation, expires_at_ms, sealed) VALUES ($1, $2, $3)`,
};
const read: Statement = {
  name: 'read_request',
  text: 'SELECT sealed FROM retained_requests WHERE evaluation = $1 AND expires_at_ms > $2',
};
const purge: Statement = { text: 'DELETE FROM retained_requests WHERE expires_at_ms <= $1 RETURNING seq' };

/** The part of the store that keeps the data of calls where a site wants that, in a table of its own. */
export function postgresRetention(
  fast: PostgresConnection,
  records: SealedRecords,
): Pick<Store, 'retainRequest' | 'readRetainedRequest' | 'purgeRequests'> {
  return {
    async retainRequest(evaluation, body, expiresAtMs, nowMs) {
      // Away from the event loop: a whole chart takes milliseconds.
      const packed = await pack(JSON.stringify(body), { level: 1 });
      await fast.run(insert, [evaluation, expiresAtMs, records.request.seal(evaluation, packed), nowMs]);
    },
    async readRetainedRequest(evaluation, nowMs) {
      const [row] = await fast.run(read, [storable(evaluation), nowMs]);
      if (row === undefined) return undefined;
      const packed = records.request.open(evaluation, bytes(row, 'sealed'));
      const body: unknown = JSON.parse((await unpack(packed)).toString('utf8'));
      return body;
    },
    purgeRequests: async (nowMs) => (await fast.run(purge, [nowMs])).length,
  };
}
