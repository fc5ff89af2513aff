import type { Resource } from '@medplum/fhirtypes';
import type { Assessment, MissingFeature } from './assessment.ts';
import type { Card } from './card.ts';
import type { EligibilityRule } from './eligibility.ts';
import type { FeatureVector } from './feature.ts';
import type { Decide, ItemInputs, ModelInputs, ModelManifest, Prediction, PredictionRequest } from './model.ts';
import type { ModelCardFacts } from './model-card.ts';

/** `active` and `silent` are listed and callable (silent records and shows no card); `draft` and `retired` answer 404. */
export const serviceStatuses = ['draft', 'silent', 'active', 'retired'] as const;
export type ServiceStatus = (typeof serviceStatuses)[number];

/** What a 200 says when inputs are missing: one info card, or none. */
export const whenInsufficients = ['card', 'silent'] as const;
export type WhenInsufficient = (typeof whenInsufficients)[number];

/** Flag: a state of the patient while it lasts. Task: something to be done. */
export const escalationResources = ['Flag', 'Task'] as const;

/** https://hl7.org/fhir/R4/valueset-request-priority.html */
export const taskPriorities = ['routine', 'urgent', 'asap', 'stat'] as const;

/**
 * When door 2 raises a Flag or a Task in the chart, and when it takes it back. No number stands here: what is met is decided by
 * the content, from the thresholds of its source.
 */
export interface Escalation {
  readonly resource: (typeof escalationResources)[number];
  /** Ids of the `MetThreshold`s that raise it, most urgent first. */
  readonly thresholds: readonly string[];
  /** What the Flag or Task is called; the words of the met threshold follow it. */
  readonly text: string;
  /** Only of a Task. Absent where no source gives one. */
  readonly priority?: (typeof taskPriorities)[number];
  /** How long a threshold must not have been met before it counts as over; absent: `defaultReleaseMinutes`. */
  readonly release?: {
    readonly afterMinutes: number;
    /** Why so long: the sentence of the source that it follows, or that it is the site's own. */
    readonly reason: string;
  };
}

/** Against flicker about a threshold; operational and ours, no clinical number. */
export const defaultReleaseMinutes = 60;

/** The contents of `service.json`. */
export interface ServiceManifest {
  readonly id: string;
  readonly title: string;
  /** One paragraph, for discovery. */
  readonly description: string;
  readonly status: ServiceStatus;
  /** The first is the default of `cardwright evaluate`. */
  readonly hooks: readonly string[];
  /** Resource types whose notifications lead to an evaluation; empty when only hooks do. */
  readonly notifications: readonly string[];
  /** Clinical-reference id, or ids; of several the first is the default of `cardwright score`. */
  readonly reference: string | readonly string[];
  readonly citation: string;
  readonly sourceUrl: string;
  readonly population: string;
  readonly owners: readonly string[];
  readonly evidence: string;
  readonly regulatory: string;
  readonly whenInsufficient: WhenInsufficient;
  /** Variants in `models/`, in the order they are listed. */
  readonly models: readonly string[];
  /** For demonstration only: no configuration can make it `active`. */
  readonly demoOnly?: boolean;
  /** `population` as data, for services without code. */
  readonly eligibility?: readonly EligibilityRule[];
  /** What the model card tells besides; every service of this house has it. */
  readonly modelCard?: ModelCardFacts;
  /**
   * Hours for which `patient-view` stays quiet about a patient after feedback on a card of this service, unless there is
   * news. Absent or 0: never quiet. Orders are never quieted; a Flag or Task is not raised in them.
   */
  readonly quietHours?: number;
  /** Absent: door 2 raises nothing. */
  readonly escalation?: Escalation;
}

/** A number that a site may set otherwise. */
export interface OverridableThreshold {
  readonly title: string;
  /** UCUM unit. */
  readonly unit: string;
  /** As published. */
  readonly default: number;
  /** Inclusive bounds of what a site may set. */
  readonly minimum: number;
  readonly maximum: number;
}

/** What the site has set for a service: pure data and one pure function. Absent members: as published. */
export interface SiteChoices {
  /** Ids of the value sets that hold local codes too. */
  readonly localValueSets?: readonly string[];
  /** Values of `overridable` thresholds that the site has set. */
  readonly thresholds?: Readonly<Record<string, number>>;
  /** `si`: SI units are shown beside the units that the model uses. */
  readonly displayUnits?: 'conventional' | 'si';
  /** Minutes east of UTC of the site's clocks at an ISO instant; absent: times are shown as they were recorded. */
  readonly zoneOffsetMinutesAt?: (instant: string) => number;
}

/** The call as the content sees it: no HTTP, no tokens. */
export interface HookContext {
  readonly hook: string;
  readonly patientId: string;
  readonly encounterId?: string;
  readonly userId?: string;
  /** Draft orders of order-select and order-sign: context, never chart facts. */
  readonly draftOrders: readonly Resource[];
  /** `Type/id` of the drafts the user has just selected; all drafts where the hook has no selections. */
  readonly selections: readonly string[];
  /** Drafts by the fullUrl of their Bundle entry, so that references among them resolve. */
  readonly draftUrls?: ReadonlyMap<string, Resource>;
  /**
   * What another hook is about: appointments, medications, conditions, the allergy, fulfilment tasks. Like drafts, they are
   * context and never chart facts.
   */
  readonly subjects?: readonly Resource[];
  /** `Type/id` of the orders of order-dispatch, which names and does not send them. */
  readonly dispatchedOrders?: readonly string[];
  /** `Type/id` of who is asked to perform the orders of order-dispatch. */
  readonly performer?: string;
}

/** What the content is given to decide with. */
export interface EvaluationInput {
  readonly vector: FeatureVector;
  readonly context: HookContext;
  /** Absent in tests, on the command line and where a site has set nothing. */
  readonly site?: SiteChoices;
}

/** The decision about which models to run, or why none is run. */
export type Plan =
  | { readonly kind: 'predict'; readonly requests: readonly PredictionRequest[] }
  | { readonly kind: 'not-applicable'; readonly reasons: readonly string[] }
  | {
      readonly kind: 'insufficient-data';
      readonly missing: readonly MissingFeature[];
      readonly reasons: readonly string[];
    };

export interface CardInput extends EvaluationInput {
  readonly assessment: Assessment;
  readonly predictions: readonly Prediction[];
  /** Model manifests by variant: titles, citation, reference patient. */
  readonly models: Readonly<Record<string, ModelManifest>>;
  readonly version: string;
  /** Stable base of the service's own pages, for links; absent in tests and on the command line. */
  readonly publicBaseUrl?: string;
}

export interface InsufficientInput extends EvaluationInput {
  readonly missing: readonly MissingFeature[];
  readonly reasons: readonly string[];
}

/** Inputs of one `cardwright score` line, or of a plan, judged against the signatures. */
export interface ScoreChoice {
  readonly variant: string;
  readonly inputs: ModelInputs;
  /** Lists of a table decision; absent: those of the line. */
  readonly items?: ItemInputs;
  /** Optional inputs out of range, dropped. */
  readonly dropped: readonly string[];
}

/** What a `score` line asks for besides its inputs. */
export interface ScoreRequest {
  readonly inputs: ModelInputs;
  readonly items?: ItemInputs;
  /** One of the references of the service. A `score` line that names none asks by the first. */
  readonly reference?: string;
  readonly model?: string;
  readonly horizon?: string;
}

/**
 * A CDS service: everything that `services/<id>/` exports, generic in its declaration type
 * so that the contract does not depend on the vocabulary. All functions are pure.
 */
export interface CdsService<Declarations = unknown> {
  readonly manifest: ServiceManifest;
  readonly features: Declarations;
  /** Numbers that a site overlay may set, by name; the content reads them from `EvaluationInput.site`. */
  readonly overridable?: Readonly<Record<string, OverridableThreshold>>;
  /** Table decisions by variant; all other variants are graphs. */
  readonly decisions?: Readonly<Record<string, Decide>>;
  /** False: this firing is not about this service (no warfarin draft); nothing is fetched, no card, outcome not-applicable. */
  readonly concerns: (context: HookContext) => boolean;
  /** Population first, then eligibility, then the choice of variants. */
  readonly plan: (input: EvaluationInput, models: Readonly<Record<string, ModelManifest>>) => Plan;
  readonly assess: (input: EvaluationInput, predictions: readonly Prediction[]) => Assessment;
  readonly cards: (input: CardInput) => readonly Card[];
  /** The info card for missing data; called only when `whenInsufficient` is `card`. */
  readonly insufficientCards: (input: InsufficientInput) => readonly Card[];
  /** The variant that the card would choose, or the one that `model` and `horizon` name. Throws `unknown-model`. */
  readonly chooseVariant: (request: ScoreRequest, models: Readonly<Record<string, ModelManifest>>) => ScoreChoice;
}
