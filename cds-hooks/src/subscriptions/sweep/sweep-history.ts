import type { ResourceType } from '@medplum/fhirtypes';
import { CardwrightError } from '@cardwright/cds-service';
import type { HistoryEntry } from '@cardwright/fhir';
import type { Host, Source } from '../../host.ts';
import type { SeenResource } from '../judge-changes.ts';
import type { QuerySweep } from './sweep-query.ts';
import type { Lease } from './take-lease.ts';
import { takeSeen } from './take-seen.ts';

/** A history is newest first: what these limits leave out is the oldest. */
const limits = { maxPages: 50, maxEntries: 10_000 };

/**
 * What a search by criteria does not show: deletions, and resources that no longer meet the criteria. `isDone` false: the
 * source has no history, or more of it than was read; what was published is then to be checked against what it rests on.
 */
export async function sweepHistory(
  host: Host,
  source: Source,
  lease: Lease,
  type: ResourceType,
  signal: AbortSignal,
): Promise<QuerySweep> {
  const mark = lease.state().historyMarks[type];
  const isFirst = mark === undefined || lease.state().sweptAtMs === undefined;
  const startMs = mark ?? host.now().getTime() - source.backfillHours * 3_600_000;
  const since = new Date(Math.max(startMs - source.overlapSeconds * 1_000, 0)).toISOString();
  const read = await readHistory(source, type, since, signal);
  if (read === undefined) return { found: 0, missed: 0, isDone: false };
  const newest = new Map<string, HistoryEntry>();
  for (const entry of read.entries) {
    const other = newest.get(entry.id);
    if (other === undefined || timeOf(entry) > timeOf(other)) newest.set(entry.id, entry);
  }
  const taken = await takeSeen(host, source, [...newest.values()].map(seenOf));
  const { historyMarks } = lease.state();
  const latest = Math.max(startMs, ...read.entries.map(timeOf));
  await lease.save({ historyMarks: { ...historyMarks, [type]: latest } });
  return { ...taken, missed: isFirst ? 0 : taken.missed, isDone: !read.truncated };
}

/** Servers without it refuse in several ways. */
async function readHistory({ fhir }: Source, type: ResourceType, since: string, signal: AbortSignal) {
  try {
    return await fhir.history({ type }, signal, { since, limits });
  } catch (error) {
    const status = error instanceof CardwrightError ? error.details['status'] : undefined;
    if (typeof status === 'number' && [400, 404, 405, 501].includes(status)) return undefined;
    throw error;
  }
}

function seenOf({ type, id, method, resource }: HistoryEntry): SeenResource {
  return { type, id, ...(method === 'DELETE' || resource === undefined ? {} : { resource }) };
}

function timeOf({ lastUpdated }: HistoryEntry): number {
  const time = Date.parse(lastUpdated ?? '');
  return Number.isNaN(time) ? 0 : time;
}
