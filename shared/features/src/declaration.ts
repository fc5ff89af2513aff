import type { Code, UnitRule, ValueSet } from '@cardwright/fhir';

/**
 * The feature vocabulary as data. A service's `features.ts` exports `Record<name, FeatureDeclaration>`; the same
 * objects written as JSON mean the same thing.
 */
export type FeatureDeclaration =
  | ObservationNumber
  | ObservationCategory
  | ConditionPresent
  | MedicationActive
  | DraftDailyDose
  | Age
  | Sex
  | Race
  | Deceased
  | EncounterClass
  | EncounterUnit
  | Genotype
  | Threshold
  | AnyOf
  | DerivedEgfr
  | DerivedBmi;

export type FeatureDeclarations = Readonly<Record<string, FeatureDeclaration>>;

/**
 * What makes a boolean false.
 * `asked`: the query for this resource type was answered. `explicit`: only a recorded negative.
 * `default`: the source of the model counts "not recorded" as no; the feature is marked `assumed`.
 */
export type Negative = 'asked' | 'explicit' | 'default';

/** Facts count when `asOf - length <= event time <= asOf`. Closed at both ends. */
export interface Window {
  readonly days?: number;
  readonly hours?: number;
}

/** A number from Observations or their components: latest, first, or worst in the window. */
export interface ObservationNumber {
  readonly kind: 'observation-number';
  readonly pick: 'latest' | 'first' | 'min' | 'max';
  readonly codes: ValueSet;
  readonly unit: UnitRule;
  /** Time to live. Older facts make the feature `stale`. Absent: any age. */
  readonly window?: Window;
  /** Inclusive, in the canonical unit; outside is refused as implausible. */
  readonly plausible: readonly [number, number];
  /** Inclusive, in the canonical unit; outside is used and flagged. */
  readonly usual?: readonly [number, number];
  /** Rounds half up to this many decimals before use, where the source's table is printed that way (NEWS2). */
  readonly decimals?: number;
}

/** A category from a coded Observation value (smoking status, level of consciousness). */
export interface ObservationCategory {
  readonly kind: 'observation-category';
  readonly codes: ValueSet;
  readonly window?: Window;
  /** Category to the answer codes that mean it. An answer on no list is `no-value`. */
  readonly categories: Readonly<Record<string, readonly Code[]>>;
  /** When every category is `true` or `false`, the feature is a boolean. */
  readonly asBoolean?: true;
}

/** True when an active (or ever, for `when: ever`) condition of the set is on file. */
export interface ConditionPresent {
  readonly kind: 'condition';
  readonly codes: ValueSet;
  readonly when: 'active' | 'ever';
  readonly negative: Negative;
}

/** True when an active (or held, or ended: `when`) MedicationRequest or MedicationStatement is for an ingredient of the set. */
export interface MedicationActive {
  readonly kind: 'medication';
  readonly codes: ValueSet;
  readonly negative: Negative;
  /** `active` (the default); `held`: on hold; `ended`: completed or stopped. */
  readonly when?: 'active' | 'held' | 'ended';
  /** Where to look; default both. A no needs every one of them to have been answered. */
  readonly from?: readonly ('MedicationRequest' | 'MedicationStatement')[];
}

/** mg per day of the selected draft MedicationRequest for an ingredient of the set; context, never chart. */
export interface DraftDailyDose {
  readonly kind: 'draft-daily-dose';
  readonly codes: ValueSet;
}

/** Completed years at `asOf` (unit `a`). */
export interface Age {
  readonly kind: 'age';
}
/** `female` or `male`. `birth` reads the US Core birthsex extension first, then gender. */
export interface Sex {
  readonly kind: 'sex';
  readonly from: 'administrative' | 'birth';
}
/** US Core race, OMB categories mapped to the model's; several, unknown or none recorded: `fallback`, or absent. */
export interface Race {
  readonly kind: 'race';
  readonly categories: Readonly<Record<string, readonly Code[]>>;
  readonly fallback?: string;
}
/** Patient.deceased[x] at `asOf`; absent element is false. */
export interface Deceased {
  readonly kind: 'deceased';
}
/** v3-ActCode class of the encounter that covers `asOf` (context.encounterId first). */
export interface EncounterClass {
  readonly kind: 'encounter-class';
}
/** The first of `units` (`Location/<id>`, `Organization/<id>`) at which that encounter is, or whose service it is. */
export interface EncounterUnit {
  readonly kind: 'encounter-unit';
  readonly units: readonly string[];
}
/** A diplotype or genotype call, normalised to one of `values`. */
export interface Genotype {
  readonly kind: 'genotype';
  /** Observation codes (code or component) that carry the call. */
  readonly codes: ValueSet;
  /** HGNC symbol, for panel observations that name the gene in a component. */
  readonly gene: string;
  /** Ids of the gene, for panels that name it by id only (`HGNC:2623`). */
  readonly geneCodes?: readonly Code[];
  /** Canonical value to the spellings and codes that mean it. A call outside them gives `otherValue`, or `no-value`. */
  readonly values: Readonly<
    Record<string, { readonly spellings: readonly string[]; readonly codes?: readonly Code[] }>
  >;
  readonly otherValue?: string;
}
/** True when the named numeric feature is strictly above `above`; absent stays absent with the same reason. */
export interface Threshold {
  readonly kind: 'threshold';
  readonly of: string;
  readonly above: number;
}
/** True when any named boolean feature is true; false when all are false; otherwise absent (`input-missing`). `assumed` spreads. */
export interface AnyOf {
  readonly kind: 'any-of';
  readonly of: readonly string[];
}
/** `prefer` when present; else CKD-EPI 2021 from the creatinine feature with age and sex (NEJM 2021;385:1737). */
export interface DerivedEgfr {
  readonly kind: 'derived-egfr';
  readonly prefer?: string;
  readonly creatinine: string;
  readonly age: string;
  readonly sex: string;
}
/** `prefer` when present; else weight (kg) / height (cm)². */
export interface DerivedBmi {
  readonly kind: 'derived-bmi';
  readonly prefer?: string;
  readonly weight: string;
  readonly height: string;
}
