import type { Assessment, MissingFeature } from './assessment.ts';
import type { Card } from './card.ts';
import type { ErrorCode } from './errors.ts';
import type { FeatureValue, FeatureVector } from './feature.ts';
import type { Prediction } from './model.ts';
import type { HookContext } from './service.ts';

export type Outcome = 'assessed' | 'not-applicable' | 'insufficient-data' | 'failed';

/** What computed the numbers; a replay with the same engine is exact. */
export interface Engine {
  readonly cardwright: string;
  readonly onnxruntime: string;
  readonly node: string;
}

/** How many resources were left out: about somebody else, or malformed or without a subject that can be checked. */
export interface RefusedCounts {
  readonly otherPatient: number;
  readonly unusable: number;
}

/** What was decided with besides the features, so that the decision can be made again: pure JSON. */
export interface RecordedContext extends Omit<HookContext, 'hook' | 'patientId' | 'draftUrls'> {
  /** Positions in `draftOrders` by the fullUrl of their Bundle entry. */
  readonly draftUrls?: Readonly<Record<string, number>>;
}

/** What an evaluation of door 2 does with the Flag or Task of its service for the patient. */
export interface Escalated {
  /**
   * `raised`: it is made, or made more urgent. `kept`: it stays as it is. `held`: its threshold is no longer met, not yet for long
   * enough. `lowered`: a less urgent threshold is met now. `released`: it is taken back. `suppressed`: it is not raised, in a quiet period.
   */
  readonly state: 'raised' | 'kept' | 'held' | 'lowered' | 'released' | 'suppressed';
  /** Id of the threshold it stands for. */
  readonly threshold: string;
  /** Of a held one: the ISO instant from which it may be released. */
  readonly until?: string;
}

/** A number or category that was another one before. */
export interface ChangedRisk {
  readonly name: string;
  readonly title: string;
  readonly before: number | string;
  readonly now: number | string;
  readonly unit: string;
}

/** An input that was another one before; `undefined` where it was, or is, absent. */
export interface ChangedInput {
  readonly feature: string;
  readonly before?: FeatureValue;
  readonly now?: FeatureValue;
  readonly unit: string;
}

/** What changed since an earlier evaluation of the same service and patient. */
export interface ChangesSince {
  readonly evaluation: string;
  /** ISO instant of the earlier one. */
  readonly asOf: string;
  readonly risks: readonly ChangedRisk[];
  readonly inputs: readonly ChangedInput[];
}

/** One run of one CDS service for one patient. All four outcomes are recorded. */
export interface Evaluation {
  readonly id: string;
  readonly service: string;
  /** Content hash of the service folder. */
  readonly version: string;
  readonly engine: Engine;
  /** `patient-view`, …, or `notification`. */
  readonly trigger: string;
  /** Patient id at the FHIR server. */
  readonly patient: string;
  readonly asOf: string;
  /** Absent where the call was about the patient and nothing else. */
  readonly context?: RecordedContext;
  /** Of a version on trial: the evaluation that was answered, beside which this one ran without being shown. */
  readonly challengerOf?: string;
  /** How the cards were adapted to the client; absent: as the specification has it. */
  readonly clientProfile?: string;
  readonly outcome: Outcome;
  /** Plain sentences: why not applicable, why insufficient. */
  readonly reasons: readonly string[];
  readonly missing: readonly MissingFeature[];
  readonly features: FeatureVector;
  readonly predictions: readonly Prediction[];
  readonly assessment?: Assessment;
  readonly cards: readonly Card[];
  /** Absent where there is no Flag or Task and none is due. */
  readonly escalation?: Escalated;
  /** The cards were not shown, or the Flag or Task not raised: feedback was given on the same not long before, and there is no news since. */
  readonly suppressed?: {
    /** ISO 8601 instant at which the quiet period ends. */
    readonly quietUntil: string;
    /** The evaluation whose card the feedback was on. */
    readonly feedbackOn: string;
  };
  /** Of a hook: what changed since door 2 last evaluated the same; absent where it did not, or no number changed. */
  readonly since?: ChangesSince;
  /** What was accepted although it is not as the specification has it; sentences of ours, no text of the client. */
  readonly notes?: readonly string[];
  /** Supplied or fetched resources that were left out; absent when there were none. */
  readonly refused?: RefusedCounts;
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}
