import { defaultReleaseMinutes, type Escalated, type Escalation, type Evaluation } from '@cardwright/cds-service';

/** A Flag or Task that stands. */
export interface Raised {
  /** Id of the threshold it stands for. */
  readonly threshold: string;
  /** ISO instants. */
  readonly raisedAt: string;
  /** When a threshold was last crossed upward: each crossing is one thing to be done. */
  readonly crossedAt: string;
  /** When that threshold, or a more urgent one, was last met. */
  readonly lastMetAt: string;
}

export interface EscalationQuestion {
  readonly policy: Escalation;
  readonly evaluation: Pick<Evaluation, 'outcome' | 'assessment' | 'asOf'>;
  /** What stands from before. */
  readonly before?: Raised;
  /** What raised it was corrected, not outlived: see `isCorrection`. */
  readonly isCorrected: boolean;
  /** A quiet period holds, and there is no news. */
  readonly isQuiet: boolean;
}

/** What is done, and what stands afterwards. */
export interface EscalationAnswer {
  readonly escalated: Escalated;
  readonly after?: Raised;
}

const minuteMs = 60_000;

/**
 * What becomes of the Flag or Task. Up at once; down only after its threshold has not been met for the declared time, unless
 * what raised it was corrected or there is no assessment any more: then at once. Only time that has passed is remembered, so
 * that whatever came in whatever order, the same chart leads to the same end once that time is over. `undefined` where
 * nothing stands and nothing is met; an evaluation that failed says nothing. Pure.
 */
export function decideEscalation(question: EscalationQuestion): EscalationAnswer | undefined {
  const { policy, evaluation, before } = question;
  const { outcome, asOf } = evaluation;
  if (outcome === 'failed')
    return before && { escalated: { state: 'kept', threshold: before.threshold }, after: before };
  const met = mostUrgent(policy, evaluation);
  if (before === undefined) return met === undefined ? undefined : raise(question, met);
  const isAtLeast = met !== undefined && rankOf(policy, met) <= rankOf(policy, before.threshold);
  if (isAtLeast && met !== before.threshold)
    return {
      escalated: { state: 'raised', threshold: met },
      after: { ...before, threshold: met, crossedAt: asOf, lastMetAt: asOf },
    };
  if (isAtLeast) return { escalated: { state: 'kept', threshold: met }, after: { ...before, lastMetAt: asOf } };
  const until = new Date(Date.parse(before.lastMetAt) + releaseMinutes(policy) * minuteMs).toISOString();
  const isOver = outcome !== 'assessed' || question.isCorrected || Date.parse(asOf) >= Date.parse(until);
  if (!isOver) return { escalated: { state: 'held', threshold: before.threshold, until }, after: before };
  return met === undefined
    ? { escalated: { state: 'released', threshold: before.threshold } }
    : { escalated: { state: 'lowered', threshold: met }, after: { ...before, threshold: met, lastMetAt: asOf } };
}

function raise({ evaluation: { asOf }, isQuiet }: EscalationQuestion, threshold: string): EscalationAnswer {
  if (isQuiet) return { escalated: { state: 'suppressed', threshold } };
  return {
    escalated: { state: 'raised', threshold },
    after: { threshold, raisedAt: asOf, crossedAt: asOf, lastMetAt: asOf },
  };
}

function mostUrgent(
  { thresholds }: Escalation,
  { outcome, assessment }: EscalationQuestion['evaluation'],
): string | undefined {
  const met = new Set(outcome === 'assessed' ? assessment?.thresholds.map(({ id }) => id) : []);
  return thresholds.find((id) => met.has(id));
}

/** 0 is the most urgent. A threshold that is declared no more stands below all. */
function rankOf({ thresholds }: Escalation, id: string): number {
  const rank = thresholds.indexOf(id);
  return rank < 0 ? thresholds.length : rank;
}

/** How long a threshold of this service must not have been met before it counts as over. */
export const releaseMinutes = ({ release }: Escalation): number => release?.afterMinutes ?? defaultReleaseMinutes;
