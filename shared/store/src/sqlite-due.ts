import type { DatabaseSync } from 'node:sqlite';
import { integer, text } from './row.ts';
import type { Row } from './row.ts';
import type { SourceShare } from './store.ts';

/** Rows of `inbox` or `work` that are due, the longest due first, of each source no more than its share. */
export type ReadDue = (limit: number, nowMs: number, share?: SourceShare) => readonly Row[];

/** Events are given by the statement that takes them, bodies and all. */
const columns = { inbox: 'seq, due_at_ms', work: '*' } as const;

/**
 * Reads them by the index that begins with the source: from source to source, of each as many rows as may be taken. However much is due
 * of one source, no more of it is read.
 */
export function sqliteDue(database: DatabaseSync, table: 'inbox' | 'work'): ReadDue {
  const open = `state IN ('waiting', 'taken')`;
  const nextSource = database.prepare(
    `SELECT source FROM ${table} WHERE ${open} AND source > ? ORDER BY source LIMIT 1`,
  );
  const ofSource = database.prepare(
    `SELECT ${columns[table]} FROM ${table} WHERE ${open} AND source = ? AND due_at_ms <= ? ORDER BY due_at_ms, seq LIMIT ?`,
  );
  return (limit, nowMs, share) => {
    const rows: Row[] = [];
    for (let row = nextSource.get(''); row !== undefined && limit > 0;) {
      const source = text(row, 'source');
      const places = share === undefined ? limit : share.most - (share.inHand[source] ?? 0);
      rows.push(...ofSource.all(source, nowMs, Math.max(0, Math.min(limit, places))));
      row = nextSource.get(source);
    }
    return rows
      .toSorted((a, b) => timeOf(a) - timeOf(b) || integer(a, 'seq') - integer(b, 'seq'))
      .slice(0, Math.max(0, limit));
  };
}

const timeOf = (row: Row): number => integer(row, 'due_at_ms');
