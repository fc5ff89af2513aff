import type { AbsentFeature } from '@cardwright/cds-service';
import { absent } from '../absent.ts';
import type { ChartFact, Extraction } from '../extraction.ts';
import { sideOf, type ResolvedWindow } from '../resolve-window.ts';

/** Whether a fact counts. `unclear`: it may; what is recorded does not say. */
export type Verdict = 'counts' | 'unclear' | 'no';

export interface JudgedChart<R extends ChartFact> {
  readonly counting: readonly R[];
  readonly unclear: readonly R[];
}

/** Both clocks, then the question. What a replay cannot date counts for `unclear` where it may count at all. */
export function judgeChartFacts<R extends ChartFact>(
  facts: readonly R[],
  x: Extraction,
  verdictOf: (fact: R, isUndatable: boolean) => Verdict,
): JudgedChart<R> {
  const counting: R[] = [];
  const unclear: R[] = [];
  for (const fact of facts) {
    const visibility = x.visibility(fact);
    if (visibility === 'later') continue;
    const isUndatable = visibility === 'undatable';
    const verdict = verdictOf(fact, isUndatable);
    if (verdict === 'no') continue;
    (verdict === 'counts' && !isUndatable ? counting : unclear).push(fact);
  }
  return { counting, unclear };
}

/** Whether a fact happened in the window; undated, that is unclear. */
export function inWindow(fact: ChartFact, window: ResolvedWindow, x: Extraction): Verdict {
  const event = x.eventOf(fact);
  if (!event) return 'unclear';
  return sideOf(window, event.start) === 'inside' ? 'counts' : 'no';
}

/** Why no "no" and no number can be given: some fact may count. */
export function unclearDoubt(unclear: readonly ChartFact[], what: string, x: Extraction): AbsentFeature | undefined {
  if (unclear.length === 0) return undefined;
  const references = unclear.map((fact) => x.record.referenceOf(fact));
  return absent('no-value', references, `it is not recorded when ${what}`);
}
