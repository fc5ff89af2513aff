/**
 * Why a feature has no value. Reasons are counted in metrics, shown on cards and kept in the evaluation.
 *
 * - `none-recorded`: the query was answered and holds nothing for this feature
 * - `stale`: the newest fact is older than the feature's time to live or outside its window
 * - `unit-refused`: the unit is not on the feature's allow-list
 * - `implausible`: the value lies outside the feature's plausible range
 * - `no-value`: the resource carries no usable value (dataAbsentReason, text only, a comparator)
 * - `status-refused`: the only facts are retracted or not final (entered-in-error, cancelled, preliminary …)
 * - `withheld`: the resource is masked or labelled as withheld
 * - `query-failed`: the prefetch slot or the FHIR query failed
 * - `not-queried`: nobody asked (the prefetch key was omitted and could not be fetched)
 * - `unreadable`: a fact may concern this feature but cannot be recognised (a medication without code or text)
 * - `too-few-values`: there are results, fewer than the feature needs (a minimum count, two for a slope or a difference)
 * - `input-missing`: a feature that this one is derived from is absent
 */
export const absenceReasons = [
  'none-recorded',
  'stale',
  'unit-refused',
  'implausible',
  'no-value',
  'status-refused',
  'withheld',
  'query-failed',
  'not-queried',
  'unreadable',
  'too-few-values',
  'input-missing',
] as const;
export type AbsenceReason = (typeof absenceReasons)[number];

/** A number in its declared unit, a yes/no, or a category such as `female` or `*1/*3`. */
export type FeatureValue = number | boolean | string;

/** A value as the chart holds it, kept where it differs from the value as used. */
export interface RecordedValue {
  readonly value: number | string;
  readonly unit?: string;
}

/** A feature with its value and where it came from. */
export interface PresentFeature {
  readonly status: 'present';
  readonly value: FeatureValue;
  /** UCUM code; `1` for a bare number, `{boolean}` and `{category}` for the other kinds. */
  readonly unit: string;
  /** When the fact happened, as recorded (FHIR date, dateTime or instant). Absent for defaults and demographics. */
  readonly effective?: string;
  /** Resources the value came from, as `Type/id`; several for derived values. */
  readonly references: readonly string[];
  /** The value as recorded, when it was converted. */
  readonly recorded?: RecordedValue;
  /** `name` when a medication was recognised by its printed name rather than by a code. */
  readonly matchedBy?: 'code' | 'name';
  /** True when nothing was recorded and the source of the model says that this counts as no. */
  readonly assumed?: true;
  /** How a derived value was computed, in words (`CKD-EPI 2021 from creatinine`). */
  readonly derivation?: string;
  /** Outside the usual, inside the plausible range. */
  readonly unusual?: true;
}

/** A feature without a value, and why. */
export interface AbsentFeature {
  readonly status: 'absent';
  readonly reason: AbsenceReason;
  /** Resources that were looked at and refused, as `Type/id`. */
  readonly references: readonly string[];
  /** One plain sentence for the reader (`unit "mg" is not accepted`); never free text from the chart. */
  readonly detail?: string;
}

export type Feature = PresentFeature | AbsentFeature;

/** All declared features of one patient at one instant. Keys are the declared names. */
export interface FeatureVector {
  /** The as-of instant (ISO 8601, UTC). */
  readonly asOf: string;
  readonly features: Readonly<Record<string, Feature>>;
}
