import type { AbsenceReason } from '@cardwright/cds-service';
import { compareFacts, isUsableObservation, type ObservationFact } from '@cardwright/fhir';
import type { Extraction } from './extraction.ts';
import { sideOf, type ResolvedWindow } from './resolve-window.ts';

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
 * Sorts facts into those that count and those that do not. What happened after `asOf` or after the end of the window, what
 * says of itself that it is issued later, and in a replay what became known later, is in neither list: the answer must
 * be the same as before it existed.
 */
export function judgeFacts(facts: readonly ObservationFact[], x: Extraction, window: ResolvedWindow): JudgedFacts {
  const counting: ObservationFact[] = [];
  const aside: SetAside[] = [];
  for (const fact of facts) {
    if (isLater(fact, x, window)) continue;
    const why = reasonAgainst(fact, x, window);
    if (why) aside.push({ fact, ...why });
    else counting.push(fact);
  }
  return { counting, aside };
}

/** The newest fact that counts, without making lists: almost always the only one that is read. */
export function newestCounting(
  facts: readonly ObservationFact[],
  x: Extraction,
  window: ResolvedWindow,
): ObservationFact | undefined {
  let newest: ObservationFact | undefined;
  for (const fact of facts) {
    if (newest && compareFacts(fact, newest) > 0) continue;
    if (!isLater(fact, x, window) && !reasonAgainst(fact, x, window)) newest = fact;
  }
  return newest;
}

function isLater(fact: ObservationFact, x: Extraction, window: ResolvedWindow): boolean {
  const { event } = fact;
  if (event !== undefined && (event.start > x.horizon || sideOf(window, event.start) === 'after')) return true;
  if (!x.replay) return x.isStatedLater(fact.stated);
  const { known } = fact;
  return known !== undefined && known.end - 1 > x.asOf;
}

function reasonAgainst(
  fact: ObservationFact,
  x: Extraction,
  window: ResolvedWindow,
): Omit<SetAside, 'fact'> | undefined {
  const { observation, event, known } = fact;
  if (retracted.has(observation.status))
    return { reason: 'status-refused', detail: 'the result was taken back', retracted: true };
  if (!isUsableObservation(observation)) return { reason: 'status-refused', detail: 'the result is not final' };
  if (!event) return { reason: 'no-value', detail: 'the result carries no time' };
  if (x.replay && !known) return { reason: 'none-recorded', detail: 'it is not recorded when the result became known' };
  if (sideOf(window, event.start) === 'before')
    return { reason: 'stale', detail: 'the newest result is older than the feature allows' };
  return undefined;
}
