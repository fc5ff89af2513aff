import { assessmentIdentity } from '@cardwright/audit';
import type { Evaluation } from '@cardwright/cds-service';
import { decideEscalation, isCorrection, type EscalationAnswer } from '@cardwright/evaluation';
import type { FeatureDeclarations } from '@cardwright/features';
import type { Host, ServedVersion, Source } from '../host.ts';
import { quietAfterFeedback } from '../quiet/quiet-after-feedback.ts';
import { readPublished, type StoredPublished } from '../published/published.ts';
import { isPublishing } from './publishes.ts';
import { sha256 } from './sha256.ts';

/** An evaluation and what publishing it is to do. */
export interface Publication {
  /** As it is to be recorded: with what becomes of the Flag or Task, and whether that was suppressed. */
  readonly evaluation: Evaluation;
  /** `assessmentIdentity` of the evaluation. */
  readonly identity: string;
  /** What was published before. */
  readonly stored?: StoredPublished;
  /** The evaluation before stood on what was wrong. */
  readonly isCorrected: boolean;
  /** The Flag or Task afterwards; absent: none is to stand. */
  readonly raised?: EscalationAnswer['after'];
}

/**
 * Decides, before the evaluation is recorded, what publishing it is to do: reads what was published before, nothing of the source.
 * What a silent version says goes nowhere, nor what one says that does not listen: `undefined`.
 */
export async function preparePublication(
  host: Host,
  source: Pick<Source, 'id'>,
  served: ServedVersion,
  evaluation: Evaluation,
): Promise<Publication | undefined> {
  if (!isPublishing(served)) return undefined;
  const { service, patient } = evaluation;
  const stored = await readPublished(host.store, { source: source.id, service, patient });
  const identity = assessmentIdentity(evaluation, sha256, clockBoundOf(served.service.features));
  const isCorrected = await wasCorrected(host, evaluation, identity, stored);
  const { answer, suppressed } = await escalate(host, served, evaluation, { stored, isCorrected });
  return {
    evaluation: {
      ...evaluation,
      ...(answer === undefined ? {} : { escalation: answer.escalated }),
      ...(suppressed === undefined ? {} : { suppressed }),
    },
    identity,
    isCorrected,
    ...(stored === undefined ? {} : { stored }),
    ...(answer?.after === undefined ? {} : { raised: answer.after }),
  };
}

/** Asked only where something changed: the evaluation before is a read of its own. */
async function wasCorrected(
  { store }: Host,
  evaluation: Evaluation,
  identity: string,
  stored: StoredPublished | undefined,
): Promise<boolean> {
  if (stored === undefined || stored.state.identity === identity || evaluation.outcome === 'failed') return false;
  const before = await store.readEvaluation(stored.state.evaluation);
  return before !== undefined && isCorrection(evaluation, before);
}

interface Escalating {
  readonly answer?: EscalationAnswer | undefined;
  readonly suppressed?: Evaluation['suppressed'];
}

async function escalate(
  { store }: Host,
  { service: { manifest } }: ServedVersion,
  evaluation: Evaluation,
  { stored, isCorrected }: { readonly stored: StoredPublished | undefined; readonly isCorrected: boolean },
): Promise<Escalating> {
  const { escalation: policy, quietHours = 0 } = manifest;
  const before = stored?.state.raised;
  // A service that declares none any more takes back what it raised.
  if (policy === undefined)
    return { answer: before && { escalated: { state: 'released', threshold: before.threshold } } };
  const question = { policy, evaluation, isCorrected, ...(before === undefined ? {} : { before }) };
  const answer = decideEscalation({ ...question, isQuiet: false });
  if (before !== undefined || answer?.escalated.state !== 'raised' || quietHours === 0) return { answer };
  const last = await store.readLastFeedback(manifest.id, evaluation.patient);
  const suppressed = await quietAfterFeedback(store, quietHours, evaluation, last);
  return suppressed === undefined
    ? { answer }
    : { answer: decideEscalation({ ...question, isQuiet: true }), suppressed };
}

const clockKinds: readonly string[] = ['time-since', 'length-of-stay'];

/** Features whose value moves with the clock, whatever the chart says. */
const clockBoundOf = (features: FeatureDeclarations): ReadonlySet<string> =>
  new Set(Object.entries(features).flatMap(([name, { kind }]) => (clockKinds.includes(kind) ? [name] : [])));
