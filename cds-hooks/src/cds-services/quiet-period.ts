import type { Evaluation } from '@cardwright/cds-service';
import { isNews } from '@cardwright/evaluation';
import type { LastFeedback, Store } from '@cardwright/store';
import type { ServedVersion } from '../host.ts';

const hourMs = 3_600_000;
/** Feedback that says that a card was dealt with. */
const dealtWith = ['accepted', 'overridden'];

/**
 * The only hook that may be quiet. On an order the missing card would take a warning from the screen that had been there a moment ago.
 * Door 2 writes no Flags and Tasks yet; they are to go by the same rule (decision 17).
 */
const quietHook = 'patient-view';

/** The feedback that may quiet this call; nothing is read where nothing could be quieted. */
export async function readQuieting(
  store: Store,
  { service: { manifest }, status }: ServedVersion,
  { hook, patientId }: { readonly hook: string; readonly patientId: string },
): Promise<LastFeedback | undefined> {
  const isAsked = hook === quietHook && status !== 'silent' && (manifest.quietHours ?? 0) > 0;
  return isAsked ? store.readLastFeedback(manifest.id, patientId) : undefined;
}

/**
 * The evaluation with its cards marked as suppressed when feedback was given on a card of this service for this patient less than
 * `quietHours` ago and there is no news since. The cards stay in the record.
 */
export async function withQuiet(
  store: Store,
  { service: { manifest } }: ServedVersion,
  evaluation: Evaluation,
  last: LastFeedback | undefined,
): Promise<Evaluation> {
  if (last === undefined || evaluation.cards.length === 0 || !dealtWith.includes(last.outcome)) return evaluation;
  const untilMs = Date.parse(last.at) + (manifest.quietHours ?? 0) * hourMs;
  if (!(Date.parse(evaluation.asOf) < untilMs)) return evaluation;
  const before = await store.readEvaluation(last.evaluation);
  if (before === undefined || isNews(evaluation, before)) return evaluation;
  const quietUntil = new Date(untilMs).toISOString();
  return { ...evaluation, suppressed: { quietUntil, feedbackOn: last.evaluation } };
}
