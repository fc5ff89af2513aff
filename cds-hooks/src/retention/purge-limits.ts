import type { PurgeLimits } from '@cardwright/store';
import type { RetentionConfig } from '../config/config.ts';

/** A done notification has led to what it leads to; its body is kept this long for whoever asks. Days. */
export const defaultInboxDays = 7;
/** What recognises a repeat stays so much longer than the body: sources deliver again after days of being away. Days. */
export const repeatDays = 30;

const dayMs = 86_400_000;

/** What is past its time now; what the configuration does not limit is kept. */
export function purgeLimits(
  { evaluationsDays, feedbackDays, inboxDays = defaultInboxDays }: RetentionConfig,
  nowMs: number,
): PurgeLimits {
  const before = (days: number) => nowMs - days * dayMs;
  return {
    ...(evaluationsDays === undefined ? {} : { evaluationsBeforeMs: before(evaluationsDays) }),
    ...(feedbackDays === undefined ? {} : { feedbackBeforeMs: before(feedbackDays) }),
    eventBodiesBeforeMs: before(inboxDays),
    eventsBeforeMs: before(inboxDays + repeatDays),
    nowMs,
  };
}
