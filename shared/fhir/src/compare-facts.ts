import type { ObservationFact } from './observation-fact.ts';
import { canonicalJson } from './canonical-json.ts';
import { parseFhirTime } from './parse-fhir-time.ts';
import { compareText } from './compare-text.ts';

/**
 * Orders facts newest first, for `Array.sort`: by the end of the event time (undated last), then by the known time, then
 * by `meta.lastUpdated` (unknown last in both), then by reference in code-unit order, then by place in the panel, then by
 * canonical JSON. The order never depends on how the facts came in. Two different values at the very same time are not
 * averaged or refused: the rule decides, so the result that was issued last counts.
 */
export function compareFacts(a: ObservationFact, b: ObservationFact): number {
  return (
    newestFirst(a.event?.end, b.event?.end) ||
    newestFirst(a.known?.end, b.known?.end) ||
    newestFirst(lastUpdated(a), lastUpdated(b)) ||
    compareText(a.reference, b.reference) ||
    (a.observation === b.observation
      ? placeInPanel(a) - placeInPanel(b)
      : compareText(canonicalJson(a.observation), canonicalJson(b.observation)))
  );
}

function newestFirst(a = -Number.MAX_VALUE, b = -Number.MAX_VALUE): number {
  return a === b ? 0 : b > a ? 1 : -1;
}

function lastUpdated(fact: ObservationFact): number | undefined {
  return parseFhirTime(fact.observation.meta?.lastUpdated)?.end;
}

function placeInPanel(fact: ObservationFact): number {
  return fact.component === undefined ? -1 : (fact.observation.component?.indexOf(fact.component) ?? -1);
}
