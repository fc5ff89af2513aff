import { compareFacts, type ObservationFact } from '@cardwright/fhir';
import type { Chosen, FactQuery } from '../choose-fact.ts';
import type { ObservationNumber } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { judgeFacts, type SetAside } from '../judge-facts.ts';
import { readNumber, type ReadNumber } from './read-number.ts';

/** The results of a window. */
export interface CollectedNumbers {
  /** Readable values, the newest first; one instant once. */
  readonly values: readonly Chosen<ReadNumber>[];
  /** Instants with a result, readable or not: how often it was measured. The newest first. */
  readonly measured: readonly ObservationFact[];
  /** What was passed over, for the reason of an absence. */
  readonly passed: readonly SetAside[];
}

/**
 * Reads every result of the window. Of several at one instant the first in the order of `compareFacts` that says something
 * decides, readable or not, so that a copy under another id, a panel beside its parts, and a correction count once. The
 * order is total, so sums do not depend on the order in which the results came.
 */
export function collectNumbers(
  x: Extraction,
  { facts, window }: Pick<FactQuery, 'facts' | 'window'>,
  declaration: ObservationNumber,
): CollectedNumbers {
  const { counting, aside } = judgeFacts(facts, x, window);
  const values: Chosen<ReadNumber>[] = [];
  const measured: ObservationFact[] = [];
  const passed: SetAside[] = [...aside];
  for (const fact of counting.toSorted(compareFacts)) {
    const last = measured.at(-1);
    if (last && isSameInstant(last, fact)) continue;
    const reading = readNumber(fact, declaration, undefined);
    if (reading.kind !== 'empty') measured.push(fact);
    if (reading.kind === 'value') values.push({ fact, value: reading.value });
    else passed.push({ fact, reason: reading.reason, detail: reading.detail });
  }
  return { values, measured, passed };
}

function isSameInstant(a: ObservationFact, b: ObservationFact): boolean {
  return a.event?.start === b.event?.start && a.event?.end === b.event?.end;
}
