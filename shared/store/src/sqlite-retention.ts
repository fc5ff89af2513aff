import type { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { bytes } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { Store } from './store.ts';
import type { TurnWriter } from './turn-writer.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** The part of the store that keeps the data of calls where a site wants that, in a table of its own. */
export function sqliteRetention(
  database: DatabaseSync,
  writer: TurnWriter,
  records: SealedRecords,
): Pick<Store, 'retainRequest' | 'readRetainedRequest' | 'purgeRequests'> {
  const insert = database.prepare('INSERT INTO retained_requests (evaluation, expires_at_ms, sealed) VALUES (?, ?, ?)');
  const read = database.prepare('SELECT sealed FROM retained_requests WHERE evaluation = ? AND expires_at_ms > ?');
  const purge = database.prepare('DELETE FROM retained_requests WHERE expires_at_ms <= ?');
  return {
    async retainRequest(evaluation, body, expiresAtMs, nowMs) {
      // Away from the event loop: a whole chart takes milliseconds.
      const packed = await pack(JSON.stringify(body), { level: 1 });
      const sealed = records.request.seal(evaluation, packed);
      await writer.write(() => {
        purge.run(nowMs);
        insert.run(evaluation, expiresAtMs, sealed);
      });
    },
    async readRetainedRequest(evaluation, nowMs) {
      const row = read.get(evaluation, nowMs);
      if (row === undefined) return undefined;
      const body: unknown = JSON.parse(
        (await unpack(records.request.open(evaluation, bytes(row, 'sealed')))).toString('utf8'),
      );
      return body;
    },
    purgeRequests: (nowMs) => writer.write(() => Number(purge.run(nowMs).changes)),
  };
}
