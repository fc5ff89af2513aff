/** The contract: what a CDS service fulfils and what travels between the rooms. */
export type { MissingFeature, AssessedRisk, MetThreshold, Assessment } from './assessment.ts';
export type {
  Coding,
  Indicator,
  CardSource,
  CardAction,
  Suggestion,
  CardLink,
  OverrideReason,
  Card,
  CdsResponse,
} from './card.ts';
export type { EligibilityRule } from './eligibility.ts';
export { errorCodes, CardwrightError, type ErrorCode } from './errors.ts';
export type {
  ChangedInput,
  ChangedRisk,
  ChangesSince,
  Outcome,
  Engine,
  Evaluation,
  Escalated,
  RecordedContext,
  RefusedCounts,
} from './evaluation.ts';
export {
  absenceReasons,
  type AbsenceReason,
  type FeatureValue,
  type RecordedValue,
  type PresentFeature,
  type AbsentFeature,
  type Feature,
  type FeatureVector,
} from './feature.ts';
export type { GraphBinding, GraphColumn, GraphInput, GraphLink, GraphOutput } from './graph-binding.ts';
export type {
  SignatureInput,
  SignatureOutput,
  ModelManifest,
  ModelInputs,
  ItemSignature,
  ItemInputs,
  Decide,
  GoldenVector,
  Imputation,
  PlausibleValues,
  Calibration,
  ActionableInput,
  Contribution,
  ContributionMember,
  Explanation,
  Counterfactual,
  PredictionRange,
  PredictedOutput,
  Prediction,
  PredictionRequest,
  ModelPort,
} from './model.ts';
export { defaultGoldenTolerance } from './model.ts';
export type { ModelCardFacts, Told } from './model-card.ts';
export { readManifest, type ManifestJson } from './read-manifest.ts';
export { defaultReleaseMinutes, serviceStatuses, whenInsufficients } from './service.ts';
export type {
  ServiceStatus,
  ServiceManifest,
  Escalation,
  HookContext,
  OverridableThreshold,
  SiteChoices,
  EvaluationInput,
  Plan,
  CardInput,
  InsufficientInput,
  ScoreChoice,
  ScoreRequest,
  CdsService,
  WhenInsufficient,
} from './service.ts';
