import type { AbsenceReason, AbsentFeature } from '@cardwright/cds-service';
import { compareFacts, type ObservationFact } from '@cardwright/fhir';
import { absent } from './absent.ts';
import { coverageGap, truncationGap } from './coverage-gap.ts';
import type { Extraction } from './extraction.ts';
import { judgeFacts, newestCounting, type SetAside } from './judge-facts.ts';
import type { ResolvedWindow } from './resolve-window.ts';

/**
 * What a fact says. `refused`: there is a result and it cannot be used, so no older one may stand in for it.
 * `empty`: nothing was measured, so the fact says nothing about an older one.
 */
export type Reading<T> =
  | { readonly kind: 'value'; readonly value: T }
  | { readonly kind: 'refused' | 'empty'; readonly reason: AbsenceReason; readonly detail: string };

export interface Chosen<T> {
  readonly fact: ObservationFact;
  readonly value: T;
}

/** Where the facts come from and which of them count. */
export interface FactQuery {
  readonly facts: readonly ObservationFact[];
  readonly window: ResolvedWindow;
  readonly keys: readonly string[];
}

/** The newest fact that says something (or the oldest: `first`). It decides, readable or not. */
export function chooseFact<T>(
  x: Extraction,
  { facts, window, keys }: FactQuery,
  read: (fact: ObservationFact) => Reading<T>,
  pick: 'latest' | 'first' = 'latest',
): Chosen<T> | AbsentFeature {
  const newest = pick === 'latest' ? newestCounting(facts, x, window) : undefined;
  const reading = newest && read(newest);
  if (newest && reading?.kind === 'value') return { fact: newest, value: reading.value };
  return searchFacts(x, { facts, window, keys }, read, pick);
}

/** The whole search: the first fact in order that says something, and the reason of the newest when none does. */
function searchFacts<T>(
  x: Extraction,
  { facts, window, keys }: FactQuery,
  read: (fact: ObservationFact) => Reading<T>,
  pick: 'latest' | 'first',
): Chosen<T> | AbsentFeature {
  const { counting, aside } = judgeFacts(facts, x, window);
  if (pick === 'first' && counting.length > 0) {
    const gap = coverageGap(x, keys) ?? truncationGap(x, keys);
    if (gap) return gap;
  }
  const left = [...counting];
  const passed: SetAside[] = [...aside];
  while (left.length > 0) {
    const fact = extreme(left, pick);
    const reading = read(fact);
    if (reading.kind === 'value') return { fact, value: reading.value };
    if (reading.kind === 'refused') return absent(reading.reason, [fact.reference], reading.detail);
    passed.push({ fact, reason: reading.reason, detail: reading.detail });
    left.splice(left.indexOf(fact), 1);
  }
  return absence(x, keys, passed);
}

/** The fact that reads worst; among equals the newest. Needs the whole answer. */
export function chooseWorst<T extends { readonly value: number }>(
  x: Extraction,
  { facts, window, keys }: FactQuery,
  read: (fact: ObservationFact) => Reading<T>,
  badness: (value: number) => number,
): Chosen<T> | AbsentFeature {
  const { counting, aside } = judgeFacts(facts, x, window);
  if (counting.length > 0) {
    const gap = coverageGap(x, keys) ?? truncationGap(x, keys);
    if (gap) return gap;
  }
  const passed: SetAside[] = [...aside];
  let worst: Chosen<T> | undefined;
  for (const fact of counting) {
    const reading = read(fact);
    if (reading.kind !== 'value') passed.push({ fact, reason: reading.reason, detail: reading.detail });
    else if (!worst || isWorse({ fact, value: reading.value }, worst, badness)) worst = { fact, value: reading.value };
  }
  return worst ?? absence(x, keys, passed);
}

type Measured = Chosen<{ readonly value: number }>;

function isWorse(a: Measured, b: Measured, badness: (value: number) => number): boolean {
  const difference = badness(a.value.value) - badness(b.value.value);
  return difference === 0 ? compareFacts(a.fact, b.fact) < 0 : difference > 0;
}

function extreme(facts: readonly ObservationFact[], pick: 'latest' | 'first'): ObservationFact {
  return facts.reduce((a, b) => {
    const aIsNewer = compareFacts(a, b) <= 0;
    return aIsNewer === (pick === 'latest') ? a : b;
  });
}

/** The reason of the newest fact that was passed over; a retracted one only when there is nothing else. */
export function absence(x: Extraction, keys: readonly string[], passed: readonly SetAside[]): AbsentFeature {
  const standing = passed.filter((p) => !p.retracted);
  const candidates = standing.length > 0 ? standing : passed;
  const newest =
    candidates.length > 0 ? candidates.reduce((a, b) => (compareFacts(a.fact, b.fact) <= 0 ? a : b)) : undefined;
  const gap = coverageGap(x, keys);
  if (gap) return { ...gap, references: newest ? [newest.fact.reference] : [] };
  if (newest?.reason !== 'stale') {
    // A usable result may stand behind the cut.
    const cut = truncationGap(x, keys);
    if (cut) return cut;
  }
  return newest ? absent(newest.reason, [newest.fact.reference], newest.detail) : absent('none-recorded');
}
