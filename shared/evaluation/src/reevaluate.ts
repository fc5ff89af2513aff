import type { Engine, Evaluation } from '@cardwright/cds-service';
import { decide, mergedAway } from './decide.ts';
import { readContext } from './read-context.ts';
import type { RunnableService } from './runnable-service.ts';

/**
 * A recorded evaluation made again from its features on, by the version that made it: plan, predict, explain (a sampled
 * explanation draws the same orders, for its seed comes from patient and version), assess. Cards are made by `buildCards`.
 * Never throws.
 */
export function reevaluate(runnable: RunnableService, recorded: Evaluation, engine: Engine): Promise<Evaluation> {
  const { id, patient, asOf, notes, refused, reasons } = recorded;
  const request = {
    id,
    patient,
    asOf,
    engine,
    context: readContext(recorded),
    ...(notes === undefined ? {} : { notes }),
    ...(refused === undefined ? {} : { refused }),
    isMergedAway: reasons.includes(mergedAway),
  };
  return decide(runnable, request, () => recorded.features);
}
