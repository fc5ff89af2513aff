import type { Evaluation } from '@cardwright/cds-service';
import type { LastFeedback, Store } from '@cardwright/store';
import type { ServedVersion } from '../host.ts';
import { quietAfterFeedback } from '../quiet/quiet-after-feedback.ts';

/**
 * The only hook that may be quiet. On an order the missing card would take a warning from the screen that had been there a moment ago.
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

/** The evaluation with its cards marked as suppressed where `quietAfterFeedback` holds. The cards stay in the record. */
export async function withQuiet(
  store: Store,
  { service: { manifest } }: ServedVersion,
  evaluation: Evaluation,
  last: LastFeedback | undefined,
): Promise<Evaluation> {
  if (evaluation.cards.length === 0) return evaluation;
  const suppressed = await quietAfterFeedback(store, manifest.quietHours ?? 0, evaluation, last);
  return suppressed === undefined ? evaluation : { ...evaluation, suppressed };
}
