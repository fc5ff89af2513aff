import type { SourceShare, SuspectRule } from './store.ts';

const open = `state IN ('waiting', 'taken')`;

/**
 * A query for rows of `inbox` or `work` that are due and that nobody else is taking, the longest due first, of each source no more
 * than its share, of suspects (those still taken) by the rule, locked. Reads from source to source by the index that begins with it, so that however much is due of one source, no more of
 * it is read. Its values, from `$1` on: `dueValues`.
 */
export const dueRows = (table: 'inbox' | 'work'): string => `
  WITH RECURSIVE sources AS (
    (SELECT source FROM ${table} WHERE ${open} ORDER BY source LIMIT 1)
    UNION ALL
    SELECT (SELECT source FROM ${table} WHERE ${open} AND source > sources.source ORDER BY source LIMIT 1)
    FROM sources WHERE sources.source IS NOT NULL),
  due AS (SELECT due.* FROM sources CROSS JOIN LATERAL (
    SELECT * FROM ${table} WHERE source = sources.source AND ${open} AND due_at_ms <= $1 AND state <> $5 ORDER BY due_at_ms, seq
    LIMIT greatest(0, least($2::integer, $3::integer - coalesce(($4::jsonb ->> sources.source)::integer, 0)))
    FOR UPDATE SKIP LOCKED) AS due
  WHERE sources.source IS NOT NULL ORDER BY due.due_at_ms, due.seq LIMIT $2::integer)
  SELECT * FROM (
    SELECT due.*, row_number() OVER turn AS place, count(*) FILTER (WHERE state = 'taken') OVER turn AS suspects
    FROM due WINDOW turn AS (ORDER BY due_at_ms, seq)) AS apart
  WHERE suspects = 0 OR (place = 1 AND $6::boolean) ORDER BY due_at_ms, seq`;

/** The values of `dueRows`. */
export function dueValues(
  limit: number,
  nowMs: number,
  share: SourceShare | undefined,
  suspects: SuspectRule = 'alone',
): readonly unknown[] {
  const most = Math.max(0, limit);
  return [
    nowMs,
    most,
    share?.most ?? most,
    JSON.stringify(share?.inHand ?? {}),
    suspects === 'passed' ? 'taken' : '',
    suspects === 'alone',
  ];
}
