import type { DatabaseSync } from 'node:sqlite';
import { integer, text } from './row.ts';
import type { Row } from './row.ts';
import type { SourceShare } from './store.ts';

/** Rows of `inbox` or `work` that are due, the longest due first, of each source no more than its share. */
export type ReadDue = (limit: number, nowMs: number, share?: SourceShare) => readonly Row[];

/**
 * Its statements. The index is named: another one holds the same rows by their state, and SQLite would sort all of them.
 * @throws at preparation where there is no such index
 */
export function dueSql(table: 'inbox' | 'work'): { readonly nextSource: string; readonly ofSource: string } {
  const from = `FROM ${table} INDEXED BY ${table}_due WHERE state IN ('waiting', 'taken')`;
  return {
    nextSource: `SELECT source ${from} AND source > ? ORDER BY source LIMIT 1`,
    ofSource: `SELECT ${columns[table]} ${from} AND source = ? AND due_at_ms <= ? ORDER BY due_at_ms, seq LIMIT ?`,
  };
}

/** Events are given by the statement that takes them, bodies and all. */
const columns = { inbox: 'seq, due_at_ms', work: '*' } as const;

/**
 * Reads them by the index that begins with the source: from source to source, of each as many rows as may be taken. However much is due
 * of one source, no more of it is read.
 */
export function sqliteDue(database: DatabaseSync, table: 'inbox' | 'work'): ReadDue {
  const sql = dueSql(table);
  const [nextSource, ofSource] = [database.prepare(sql.nextSource), database.prepare(sql.ofSource)];
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
