import type { PurgeLimits } from '@cardwright/store';
import type { RetentionConfig } from '../config/config.ts';

/** A done notification has led to what it leads to; its body is kept this long for whoever asks. Days. */
export const defaultInboxDays = 7;
/** What recognises a repeat stays so much longer than the body: sources deliver again after days of being away. Days. */
export const repeatDays = 30;
/** More than a year: who is looked at once a year is known from the last time. Days. */
export const defaultSightingsDays = 400;

/** Until when things are kept; sightings go by what stands on them besides. */
export interface RetentionLimits extends PurgeLimits {
  readonly sightingsBeforeMs: number;
}

const dayMs = 86_400_000;

/** What is past its time now; what the configuration does not limit is kept. */
export function purgeLimits(
  {
    evaluationsDays,
    feedbackDays,
    inboxDays = defaultInboxDays,
    sightingsDays = defaultSightingsDays,
  }: RetentionConfig,
  nowMs: number,
): RetentionLimits {
  const before = (days: number) => nowMs - days * dayMs;
  return {
    ...(evaluationsDays === undefined ? {} : { evaluationsBeforeMs: before(evaluationsDays) }),
    ...(feedbackDays === undefined ? {} : { feedbackBeforeMs: before(feedbackDays) }),
    eventBodiesBeforeMs: before(inboxDays),
    eventsBeforeMs: before(inboxDays + repeatDays),
    sightingsBeforeMs: before(sightingsDays),
    nowMs,
  };
}
