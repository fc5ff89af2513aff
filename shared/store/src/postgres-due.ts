import type { SourceShare } from './store.ts';

const open = `state IN ('waiting', 'taken')`;

/**
 * A query for rows of `inbox` or `work` that are due and that nobody else is taking, the longest due first, of each source no more
 * than its share, locked. Reads from source to source by the index that begins with it, so that however much is due of one source, no more of
 * it is read. Its values, from `$1` on: `dueValues`.
 */
export const dueRows = (table: 'inbox' | 'work'): string => `
  WITH RECURSIVE sources AS (
    (SELECT source FROM ${table} WHERE ${open} ORDER BY source LIMIT 1)
    UNION ALL
    SELECT (SELECT source FROM ${table} WHERE ${open} AND source > sources.source ORDER BY source LIMIT 1)
    FROM sources WHERE sources.source IS NOT NULL)
  SELECT due.* FROM sources CROSS JOIN LATERAL (
    SELECT * FROM ${table} WHERE source = sources.source AND ${open} AND due_at_ms <= $1 ORDER BY due_at_ms, seq
    LIMIT greatest(0, least($2::integer, $3::integer - coalesce(($4::jsonb ->> sources.source)::integer, 0)))
    FOR UPDATE SKIP LOCKED) AS due
  WHERE sources.source IS NOT NULL ORDER BY due.due_at_ms, due.seq LIMIT $2::integer`;

/** The values of `dueRows`. */
export function dueValues(limit: number, nowMs: number, share: SourceShare | undefined): readonly unknown[] {
  const most = Math.max(0, limit);
  return [nowMs, most, share?.most ?? most, JSON.stringify(share?.inHand ?? {})];
}
