import type { AbsenceReason } from './feature.ts';

/** A feature the answer lacks, and why. */
export interface MissingFeature {
  readonly feature: string;
  readonly reason: AbsenceReason;
  /** True when the answer could not be given without it. */
  readonly required: boolean;
}

/** One number or category that the service stands behind. */
export interface AssessedRisk {
  /** The model's output name (`total_cvd`, `score`, `weekly_dose_mg`). */
  readonly name: string;
  readonly title: string;
  readonly value: number | string;
  readonly unit: string;
  /** `value` is a lower bound: a parameter is not recorded (NEWS2). */
  readonly atLeast?: true;
  /** Time span of a probability. */
  readonly horizonYears?: number;
  /** `<reference>@<variant>` that gave it. */
  readonly model: string;
}

/** A threshold of the source that the patient meets. */
export interface MetThreshold {
  readonly id: string;
  readonly when: string;
  readonly recommendation?: string;
  readonly source: string;
}

/** What the predictions mean for this patient: pure data, rendered as cards by door 1 and as FHIR by door 2. */
export interface Assessment {
  readonly risks: readonly AssessedRisk[];
  readonly thresholds: readonly MetThreshold[];
  /** Plain sentences that a reader needs with the numbers (inputs dropped, outputs withheld, fallbacks). */
  readonly notes: readonly string[];
  readonly missing: readonly MissingFeature[];
}
