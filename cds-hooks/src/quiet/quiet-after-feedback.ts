import type { Evaluation } from '@cardwright/cds-service';
import { isNews } from '@cardwright/evaluation';
import type { LastFeedback, Store } from '@cardwright/store';

const hourMs = 3_600_000;
/** Feedback that says that a card was dealt with. */
const dealtWith: readonly string[] = ['accepted', 'overridden'];

/**
 * The one rule of quiet (decision 17), for cards and for Flags and Tasks alike: feedback was given on a card of this service for
 * this patient less than `quietHours` before, and there is no news since. `undefined`: it is not quiet.
 */
export async function quietAfterFeedback(
  store: Store,
  quietHours: number,
  evaluation: Evaluation,
  last: LastFeedback | undefined,
): Promise<Evaluation['suppressed']> {
  if (last === undefined || !dealtWith.includes(last.outcome)) return undefined;
  const untilMs = Date.parse(last.at) + quietHours * hourMs;
  if (!(Date.parse(evaluation.asOf) < untilMs)) return undefined;
  const before = await store.readEvaluation(last.evaluation);
  if (before === undefined || isNews(evaluation, before)) return undefined;
  return { quietUntil: new Date(untilMs).toISOString(), feedbackOn: last.evaluation };
}
