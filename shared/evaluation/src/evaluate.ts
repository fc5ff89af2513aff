import type {
  Assessment,
  CdsService,
  Engine,
  Evaluation,
  FeatureVector,
  HookContext,
  MissingFeature,
  ModelManifest,
  ModelPort,
  Plan,
  Prediction,
} from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import { extractFeatures, type FeatureDeclarations } from '@cardwright/features';
import type { PatientRecord } from '@cardwright/fhir';
import { explanationSeed } from './explanation-seed.ts';

/** A service ready to run: its content, its version and its loaded models. */
export interface RunnableService {
  readonly service: CdsService<FeatureDeclarations>;
  /** Content hash of the service folder. */
  readonly version: string;
  readonly models: Readonly<Record<string, ModelManifest>>;
  readonly port: ModelPort;
}

export interface EvaluationRequest {
  /** Unique id of this evaluation (uuid). */
  readonly id: string;
  readonly record: PatientRecord;
  readonly context: HookContext;
  /** ISO instant, UTC. */
  readonly asOf: string;
  /** `live`: supplied data count as known. `replay`: the known-time clock binds too. */
  readonly clock: 'live' | 'replay';
  readonly engine: Engine;
  /** What the door accepted although it is not as the specification has it. */
  readonly notes?: readonly string[];
  /** The one deadline, made at the door. */
  readonly signal?: AbortSignal;
  /** Told of failures that have no code, for the operational log; the evaluation itself says only `internal`. */
  readonly onUnexpected?: (error: unknown) => void;
}

/** What is known before the models run, kept so that a failure is recorded with everything up to it. */
interface Ground {
  readonly runnable: RunnableService;
  readonly request: EvaluationRequest;
  readonly features: FeatureVector;
}

const sameForAll: Pick<Evaluation, 'reasons' | 'missing' | 'predictions' | 'cards'> = {
  reasons: [],
  missing: [],
  predictions: [],
  cards: [],
};

/**
 * The one pipeline both doors call: extract features, plan, predict with explanation, assess.
 * Never throws: every way it can end is one of the four outcomes, and all four are to be recorded.
 * Cards are made by `buildCards`, by door 1 only.
 */
export async function evaluate(runnable: RunnableService, request: EvaluationRequest): Promise<Evaluation> {
  let ground: Ground = { runnable, request, features: { asOf: request.asOf, features: {} } };
  try {
    if (!runnable.service.concerns(request.context)) {
      return finish(ground, {
        outcome: 'not-applicable',
        reasons: ['This call is not about what the service decides.'],
      });
    }
    const features = extractFeatures(runnable.service.features, request.record, {
      asOf: request.asOf,
      context: request.context,
      clock: request.clock,
    });
    ground = { ...ground, features };
    const plan = runnable.service.plan({ vector: features, context: request.context }, runnable.models);
    return plan.kind === 'predict' ? await predictAndAssess(ground, plan) : withoutPrediction(ground, plan);
  } catch (error) {
    if (!(error instanceof CardwrightError)) tell(request, error);
    return finish(ground, failure(error));
  }
}

/** An operator who cannot be told does not lose the evaluation. */
function tell({ onUnexpected }: EvaluationRequest, error: unknown): void {
  try {
    onUnexpected?.(error);
  } catch {
    // The evaluation says `internal` all the same.
  }
}

async function predictAndAssess(ground: Ground, plan: Extract<Plan, { kind: 'predict' }>): Promise<Evaluation> {
  const { runnable, request, features } = ground;
  throwIfLate(request.signal);
  const seed = explanationSeed(request.record.patientId, runnable.version);
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
    patient: request.record.patientId,
    asOf: request.asOf,
    ...sameForAll,
    features,
    ...remarks(request),
    ...ending,
  };
}

/** What was let in with a note and what was left out, where there is any. */
function remarks({ record, notes = [] }: EvaluationRequest): Pick<Evaluation, 'notes' | 'refused'> {
  const { refused } = record;
  const otherPatient = refused.filter(({ reason }) => reason === 'other-patient').length;
  return {
    ...(notes.length === 0 ? {} : { notes }),
    ...(refused.length === 0 ? {} : { refused: { otherPatient, unusable: refused.length - otherPatient } }),
  };
}

function throwIfLate(signal: AbortSignal | undefined): void {
  if (signal?.aborted)
    throw new CardwrightError('deadline-exceeded', 'The deadline passed before an answer was ready.');
}
