import type {
  Assessment,
  Engine,
  Evaluation,
  FeatureVector,
  HookContext,
  MissingFeature,
  Plan,
  Prediction,
  RefusedCounts,
} from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { explanationSeed } from './explanation-seed.ts';
import { recordContext } from './record-context.ts';
import type { RunnableService } from './runnable-service.ts';

/** What a decision is made for besides the features. */
export interface DecisionRequest {
  /** Unique id of this evaluation (uuid). */
  readonly id: string;
  /** Patient id at the FHIR server. */
  readonly patient: string;
  readonly context: HookContext;
  /** ISO instant, UTC. */
  readonly asOf: string;
  readonly engine: Engine;
  /** What the door accepted although it is not as the specification has it. */
  readonly notes?: readonly string[];
  /** Resources that were left out; absent when there were none. */
  readonly refused?: RefusedCounts;
  /** The record was merged into another one, so that no service is about it. */
  readonly isMergedAway?: boolean;
  /** The one deadline, made at the door. */
  readonly signal?: AbortSignal;
  /** Told of failures that have no code, for the operational log; the evaluation itself says only `internal`. */
  readonly onUnexpected?: (error: unknown) => void;
}

/** The reason of an evaluation of a record that was merged into another one. */
export const mergedAway = 'This record was merged into the record of another patient id.';

/** What is known before the models run, kept so that a failure is recorded with everything up to it. */
interface Ground {
  readonly runnable: RunnableService;
  readonly request: DecisionRequest;
  readonly features: FeatureVector;
}

const sameForAll: Pick<Evaluation, 'reasons' | 'missing' | 'predictions' | 'cards'> = {
  reasons: [],
  missing: [],
  predictions: [],
  cards: [],
};

/**
 * From the features on: plan, predict with explanation, assess. `featuresOf` is asked for them once, and only when the call
 * concerns the service. Never throws: every way it can end is one of the four outcomes.
 */
export async function decide(
  runnable: RunnableService,
  request: DecisionRequest,
  featuresOf: () => FeatureVector,
): Promise<Evaluation> {
  let ground: Ground = { runnable, request, features: { asOf: request.asOf, features: {} } };
  try {
    if (!runnable.service.concerns(request.context)) {
      return finish(ground, {
        outcome: 'not-applicable',
        reasons: ['This call is not about what the service decides.'],
      });
    }
    const features = featuresOf();
    if (request.isMergedAway === true) return finish(ground, { outcome: 'not-applicable', reasons: [mergedAway] });
    ground = { ...ground, features };
    const plan = runnable.service.plan({ vector: features, context: request.context }, runnable.models);
    return plan.kind === 'predict' ? await predictAndAssess(ground, plan) : withoutPrediction(ground, plan);
  } catch (error) {
    if (!(error instanceof CardwrightError)) tell(request, error);
    return finish(ground, failure(error));
  }
}

/** An operator who cannot be told does not lose the evaluation. */
function tell({ onUnexpected }: DecisionRequest, error: unknown): void {
  try {
    onUnexpected?.(error);
  } catch {
    // The evaluation says `internal` all the same.
  }
}

async function predictAndAssess(ground: Ground, plan: Extract<Plan, { kind: 'predict' }>): Promise<Evaluation> {
  const { runnable, request, features } = ground;
  throwIfLate(request.signal);
  const seed = explanationSeed(request.patient, runnable.version);
  const predictions = await runnable.port.predict(plan.requests.map((one) => ({ ...one, seed })));
  throwIfLate(request.signal);
  const assessment = runnable.service.assess({ vector: features, context: request.context }, predictions);
  return finish(ground, { outcome: 'assessed', predictions, assessment, missing: assessment.missing });
}

function withoutPrediction(ground: Ground, plan: Exclude<Plan, { kind: 'predict' }>): Evaluation {
  if (plan.kind === 'not-applicable') return finish(ground, { outcome: 'not-applicable', reasons: plan.reasons });
  // Past the deadline data may be missing because of it: that is no statement about the chart.
  throwIfLate(ground.request.signal);
  return finish(ground, { outcome: 'insufficient-data', reasons: plan.reasons, missing: plan.missing });
}

/** A formula without a meaningful value for these inputs is not a failure of the service: it does not apply. */
function failure(error: unknown): Ending {
  if (error instanceof CardwrightError && error.code === 'not-computable') {
    return { outcome: 'not-applicable', reasons: [error.message] };
  }
  const known = error instanceof CardwrightError;
  return {
    outcome: 'failed',
    error: known
      ? { code: error.code, message: error.message }
      : { code: 'internal', message: 'An unexpected failure.' },
  };
}

interface Ending {
  readonly outcome: Evaluation['outcome'];
  readonly reasons?: readonly string[];
  readonly missing?: readonly MissingFeature[];
  readonly predictions?: readonly Prediction[];
  readonly assessment?: Assessment;
  readonly error?: NonNullable<Evaluation['error']>;
}

function finish({ runnable, request, features }: Ground, ending: Ending): Evaluation {
  return {
    id: request.id,
    service: runnable.service.manifest.id,
    version: runnable.version,
    engine: request.engine,
    trigger: request.context.hook,
    patient: request.patient,
    asOf: request.asOf,
    ...contextOf(request.context),
    ...sameForAll,
    features,
    ...remarks(request),
    ...ending,
  };
}

/** Nothing where the call was about the patient and nothing else. */
function contextOf(context: HookContext): Pick<Evaluation, 'context'> {
  const recorded = recordContext(context);
  return recorded === undefined ? {} : { context: recorded };
}

/** What was let in with a note and what was left out, where there is any. */
const remarks = ({ notes = [], refused }: DecisionRequest): Pick<Evaluation, 'notes' | 'refused'> => ({
  ...(notes.length === 0 ? {} : { notes }),
  ...(refused === undefined ? {} : { refused }),
});

function throwIfLate(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new CardwrightError('deadline-exceeded', 'The deadline passed before an answer was ready.');
}
