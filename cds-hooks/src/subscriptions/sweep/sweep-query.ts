import type { Resource } from '@medplum/fhirtypes';
import { CardwrightError } from '@cardwright/cds-service';
import type { Host, Source } from '../../host.ts';
import { lastUpdatedOf } from './last-updated-of.ts';
import type { Lease } from './take-lease.ts';
import { takeSeen } from './take-seen.ts';

/** How much is asked for at once. */
export interface SweepSize {
  /** Resources asked for in one page. */
  readonly pageSize: number;
  /** Pages read before what was seen is written down. */
  readonly pagesAtOnce: number;
  /** Blocks of so many pages in one sweep. */
  readonly maxBlocks: number;
  /** So much larger a block may grow when more resources changed in the same instant than it holds. */
  readonly maxGrowth: number;
}

const usualSize: SweepSize = { pageSize: 200, pagesAtOnce: 5, maxBlocks: 200, maxGrowth: 16 };

/** What a sweep of one search came to. */
export interface QuerySweep {
  readonly found: number;
  readonly missed: number;
  /** False: there is more, and the next sweep goes on where this one stopped. */
  readonly isDone: boolean;
}

/**
 * What changed since the mark of this search, less the overlap, oldest first, block by block; after each block the mark moves to the newest
 * `lastUpdated` that was seen, by the source's own clock. Errors: those of the client and the store; what was marked stays.
 */
export async function sweepQuery(
  host: Host,
  source: Source,
  lease: Lease,
  query: string,
  signal: AbortSignal,
  size: SweepSize = usualSize,
): Promise<QuerySweep> {
  const overlapMs = source.overlapSeconds * 1_000;
  const mark = lease.state().marks[query];
  // The first sweep, in however many parts, looks back to before anybody was to notify us.
  const isFirst = mark === undefined || lease.state().sweptAtMs === undefined;
  // The one time that our clock counts: nothing of the source's has been seen.
  const start = mark ?? host.now().getTime() - source.backfillHours * 3_600_000;
  let from = start - overlapMs;
  let growth = 1;
  let found = 0;
  let missed = 0;
  for (let block = 0; block < size.maxBlocks; block += 1) {
    const { resources, truncated } = await searchFrom(
      source,
      query,
      from,
      { ...size, pagesAtOnce: size.pagesAtOnce * growth },
      signal,
    );
    const taken = await takeSeen(host, source, resources.flatMap(seenOf));
    found += taken.found;
    missed += isFirst ? 0 : taken.missed;
    const times = resources.map(lastUpdatedOf);
    const newest = Math.max(from, ...times);
    const isInOrder = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
    const isWhole = !truncated || isInOrder;
    const { marks } = lease.state();
    await lease.save({
      marks: { ...marks, [query]: isWhole ? Math.max(marks[query] ?? start, newest) : (marks[query] ?? start) },
    });
    if (!truncated) return { found, missed, isDone: true };
    if (isInOrder && newest > from) {
      from = newest;
      growth = 1;
    } else if ((growth *= 2) > size.maxGrowth)
      throw new CardwrightError(
        'too-large',
        'The source does not give its changes in an order in which they can be followed.',
      );
  }
  return { found, missed, isDone: false };
}

function searchFrom(
  source: Source,
  query: string,
  fromMs: number,
  { pageSize, pagesAtOnce: maxPages }: SweepSize,
  signal: AbortSignal,
) {
  const since = new Date(Math.max(fromMs, 0)).toISOString();
  const asked = `${query}${query.includes('?') ? '&' : '?'}_lastUpdated=ge${since}&_sort=_lastUpdated&_count=${pageSize}`;
  return source.fhir.search(asked, signal, { maxPages, maxEntries: maxPages * pageSize });
}

const seenOf = (resource: Resource) =>
  resource.id === undefined ? [] : [{ type: resource.resourceType, id: resource.id, resource }];
