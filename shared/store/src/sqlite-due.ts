import type { DatabaseSync } from 'node:sqlite';
import { integer, text } from './row.ts';
import type { Row } from './row.ts';
import type { SourceShare, SuspectRule } from './store.ts';

/** Rows of `inbox` or `work` that are due, the longest due first, of each source no more than its share, of suspects by the rule. */
export type ReadDue = (limit: number, nowMs: number, share?: SourceShare, suspects?: SuspectRule) => readonly Row[];

/**
 * Its statements. The index is named: another one holds the same rows by their state, and SQLite would sort all of them.
 * @throws at preparation where there is no such index
 */
export function dueSql(table: 'inbox' | 'work'): { readonly nextSource: string; readonly ofSource: string } {
  const from = `FROM ${table} INDEXED BY ${table}_due WHERE state IN ('waiting', 'taken')`;
  return {
    nextSource: `SELECT source ${from} AND source > ? ORDER BY source LIMIT 1`,
    ofSource: `SELECT ${columns[table]} ${from} AND source = ? AND due_at_ms <= ? AND state <> ? ORDER BY due_at_ms, seq LIMIT ?`,
  };
}

/** Events are given by the statement that takes them, bodies and all. */
const columns = { inbox: 'seq, due_at_ms, state', work: '*' } as const;

/**
 * Reads them by the index that begins with the source: from source to source, of each as many rows as may be taken. However much is due
 * of one source, no more of it is read.
 */
export function sqliteDue(database: DatabaseSync, table: 'inbox' | 'work'): ReadDue {
  const sql = dueSql(table);
  const [nextSource, ofSource] = [database.prepare(sql.nextSource), database.prepare(sql.ofSource)];
  return (limit, nowMs, share, suspects = 'alone') => {
    const passedOver = suspects === 'passed' ? suspect : '';
    const rows: Row[] = [];
    for (let row = nextSource.get(''); row !== undefined && limit > 0;) {
      const source = text(row, 'source');
      const places = share === undefined ? limit : share.most - (share.inHand[source] ?? 0);
      rows.push(...ofSource.all(source, nowMs, passedOver, Math.max(0, Math.min(limit, places))));
      row = nextSource.get(source);
    }
    const due = rows
      .toSorted((a, b) => timeOf(a) - timeOf(b) || integer(a, 'seq') - integer(b, 'seq'))
      .slice(0, Math.max(0, limit));
    return apart(due, suspects);
  };
}

/** The state of a suspect: what is due and still taken was never ended. */
const suspect = 'taken';

/** What comes before the first suspect; that one alone where its turn has come. */
function apart(due: readonly Row[], suspects: SuspectRule): readonly Row[] {
  const place = due.findIndex((row) => text(row, 'state') === suspect);
  if (place < 0) return due;
  return due.slice(0, place === 0 && suspects === 'alone' ? 1 : place);
}

const timeOf = (row: Row): number => integer(row, 'due_at_ms');
