import type { AbsenceReason } from '@cardwright/cds-service';
import { compareFacts, isUsableObservation, type ObservationFact } from '@cardwright/fhir';
import type { Window } from './declaration.ts';
import type { Extraction } from './extraction.ts';
import { windowStart } from './window-start.ts';

/** A fact that is on file and does not count, and why. */
export interface SetAside {
  readonly fact: ObservationFact;
  readonly reason: AbsenceReason;
  readonly detail: string;
  /** Entered in error or cancelled: as though it did not exist, unless nothing else does. */
  readonly retracted?: true;
}

export interface JudgedFacts {
  /** Usable status, both clocks, inside the window; in no particular order. */
  readonly counting: readonly ObservationFact[];
  readonly aside: readonly SetAside[];
}

const retracted: ReadonlySet<string> = new Set(['entered-in-error', 'cancelled']);

/**
 * Sorts facts into those that count and those that do not. What happened after `asOf`, or in a replay became known after
 * it, is in neither list: the answer must be the same as before it existed.
 */
export function judgeFacts(facts: readonly ObservationFact[], x: Extraction, window: Window | undefined): JudgedFacts {
  const from = windowStart(window, x);
  const counting: ObservationFact[] = [];
  const aside: SetAside[] = [];
  for (const fact of facts) {
    if (isLater(fact, x)) continue;
    const why = reasonAgainst(fact, x, from);
    if (why) aside.push({ fact, ...why });
    else counting.push(fact);
  }
  return { counting, aside };
}

/** The newest fact that counts, without making lists: almost always the only one that is read. */
export function newestCounting(
  facts: readonly ObservationFact[],
  x: Extraction,
  window: Window | undefined,
): ObservationFact | undefined {
  const from = windowStart(window, x);
  let newest: ObservationFact | undefined;
  for (const fact of facts) {
    if (newest && compareFacts(fact, newest) > 0) continue;
    if (!isLater(fact, x) && !reasonAgainst(fact, x, from)) newest = fact;
  }
  return newest;
}

function isLater({ event, known }: ObservationFact, x: Extraction): boolean {
  return (
    (event !== undefined && event.start > x.horizon) || (x.replay && known !== undefined && known.end - 1 > x.asOf)
  );
}

function reasonAgainst(fact: ObservationFact, x: Extraction, from: number): Omit<SetAside, 'fact'> | undefined {
  const { observation, event, known } = fact;
  if (retracted.has(observation.status))
    return { reason: 'status-refused', detail: 'the result was taken back', retracted: true };
  if (!isUsableObservation(observation)) return { reason: 'status-refused', detail: 'the result is not final' };
  if (!event) return { reason: 'no-value', detail: 'the result carries no time' };
  if (x.replay && !known) return { reason: 'none-recorded', detail: 'it is not recorded when the result became known' };
  if (event.start < from) return { reason: 'stale', detail: 'the newest result is older than the feature allows' };
  return undefined;
}
