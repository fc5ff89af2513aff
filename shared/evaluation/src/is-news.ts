import type { Evaluation } from '@cardwright/cds-service';

/**
 * Whether an evaluation says something that an earlier one of the same service and patient did not: another outcome, a
 * threshold that was not met, a more urgent card, or another input that is missing. Numbers that move without crossing anything are
 * no news.
 */
export function isNews(now: Evaluation, before: Evaluation): boolean {
  const known = (evaluation: Evaluation) => new Set((evaluation.assessment?.thresholds ?? []).map(({ id }) => id));
  const lacking = (evaluation: Evaluation) =>
    new Set(evaluation.missing.filter(({ required }) => required).map(({ feature }) => feature));
  return (
    now.outcome !== before.outcome ||
    !known(now).isSubsetOf(known(before)) ||
    !lacking(now).isSubsetOf(lacking(before)) ||
    urgencyOf(now) > urgencyOf(before)
  );
}

const ranks = { info: 1, warning: 2, critical: 3 } as const;

/** Of the most urgent card; 0 without one. */
const urgencyOf = ({ cards }: Evaluation): number => Math.max(0, ...cards.map(({ indicator }) => ranks[indicator]));
