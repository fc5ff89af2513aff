import type { Evaluation, HookContext } from '@cardwright/cds-service';
import { buildCards, evaluate, type RunnableService } from '@cardwright/evaluation';
import type { PatientRecord } from '@cardwright/fhir';
import { engine } from './engine.ts';

export interface EvaluateBundleOptions {
  readonly record: PatientRecord;
  readonly context: HookContext;
  /** ISO instant. */
  readonly asOf: string;
  readonly newUuid: () => string;
  /** As in `buildCards`. */
  readonly onLeftOut?: (count: number) => void;
}

/** One evaluation with its cards, outside any door: the command line and the case runner. */
export async function evaluateBundle(runnable: RunnableService, options: EvaluateBundleOptions): Promise<Evaluation> {
  const { record, context, asOf, newUuid, onLeftOut } = options;
  const evaluation = await evaluate(runnable, { id: newUuid(), record, context, asOf, clock: 'live', engine });
  return {
    ...evaluation,
    cards: buildCards(runnable, evaluation, { context, newUuid, ...(onLeftOut && { onLeftOut }) }),
  };
}
