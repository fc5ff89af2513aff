import type { Code, UnitRule, ValueSet } from '@cardwright/fhir';

/**
 * The feature vocabulary as data. A service's `features.ts` exports `Record<name, FeatureDeclaration>`; the same
 * objects written as JSON mean the same thing.
 */
export type FeatureDeclaration =
  | ObservationNumber
  | ObservationCategory
  | ConditionPresent
  | ConditionCount
  | MedicationActive
  | MedicationCount
  | ProcedurePresent
  | ProcedureCount
  | AnyProcedure
  | AllergyPresent
  | DraftDailyDose
  | MedicationDailyDose
  | Age
  | Sex
  | Race
  | Deceased
  | EncounterClass
  | EncounterUnit
  | EncounterCode
  | EncounterCount
  | LengthOfStay
  | Genotype
  | Threshold
  | AnyOf
  | Missing
  | Ratio
  | TimeSince
  | DerivedEgfr
  | DerivedBmi
  | DerivedMap
  | DerivedShockIndex
  | DerivedCorrectedCalcium
  | DerivedPfRatio;

export type FeatureDeclarations = Readonly<Record<string, FeatureDeclaration>>;

/**
 * What makes a boolean false.
 * `asked`: the query for this resource type was answered. `explicit`: only a recorded negative.
 * `default`: the source of the model counts "not recorded" as no; the feature is marked `assumed`.
 */
export type Negative = 'asked' | 'explicit' | 'default';

/** A length of time: the sum of its members. Both may be fractions. */
export interface Duration {
  readonly days?: number;
  readonly hours?: number;
}

/**
 * Facts count when `asOf - (days + hours) <= event time <= asOf - until`. A fact is as old as it can be: the start of its
 * event decides. Without a length any age will do; without `until` the window ends at `asOf`.
 */
export interface Window extends Duration {
  /** The end lies this long before `asOf`: with `pick: latest`, the value at or before t - k. */
  readonly until?: Duration;
  /** Whether start and end belong to the window, in interval notation; both do (`[]`) unless this says otherwise. */
  readonly bounds?: '[]' | '[)' | '(]' | '()';
  /**
   * The window begins no earlier than the current encounter (`encounter-start`) or than the hospital stay that it belongs
   * to (`admission`: the encounter itself, or one that it is part of, of class IMP, ACUTE or NONAC). The bound belongs to the
   * window. Without such an encounter the feature is absent.
   */
  readonly since?: 'encounter-start' | 'admission';
  /**
   * Name of a feature with a time: the window is counted back from that time instead of from `asOf`, and ends there. With
   * `[)` the result itself is left out: "the lowest of the 7 days before the latest". The feature is absent as `input-missing`
   * where that one is absent, as `no-value` where it carries no time.
   */
  readonly anchor?: string;
}

/**
 * What is computed from the results of the window. One instant counts once in everything but `min`, `max` and `worst`:
 * of several results at one time the order of `compareFacts` decides, as for `latest`.
 */
export const observationPicks = [
  'latest',
  'first',
  'min',
  'max',
  'worst',
  'mean',
  'median',
  'sum',
  'sd',
  'count',
  'slope-per-day',
  'delta-from-previous',
  'delta-from-baseline',
] as const;
export type ObservationPick = (typeof observationPicks)[number];

/** What the latest result is compared with. */
export interface Baseline {
  readonly pick: 'latest' | 'first' | 'min' | 'max' | 'mean' | 'median';
  /** Results of this window that are older than the latest result make the baseline. */
  readonly window: Window;
}

/** A number from Observations or their components. */
export interface ObservationNumber {
  readonly kind: 'observation-number';
  readonly pick: ObservationPick;
  readonly codes: ValueSet;
  readonly unit: UnitRule;
  /** Facts outside it do not count; when there are older ones only, the feature is `stale`. Absent: any age. */
  readonly window?: Window;
  /** The newest result used may be this old; older makes the feature `stale`. Absent: as the window says. */
  readonly timeToLive?: Duration;
  /** Fewer usable results than this make the feature absent as `too-few-values`. */
  readonly minimumCount?: number;
  /** Inclusive, in the canonical unit; a result outside is refused as implausible. */
  readonly plausible: readonly [number, number];
  /** Inclusive, in the canonical unit; outside is used and flagged. */
  readonly usual?: readonly [number, number];
  /** Rounds half up to this many decimals before use, where the source's table is printed that way (NEWS2). */
  readonly decimals?: number;
  /** `worst` only: which way is worse. `away-from-usual`: the farthest beyond either end of `usual`, which is then needed. */
  readonly worse?: 'high' | 'low' | 'away-from-usual';
  /** `delta-from-baseline` only. */
  readonly baseline?: Baseline;
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

/** Which Conditions count. */
export interface ConditionQuestion {
  readonly codes: ValueSet;
  /** `active`: at `asOf`, or at `at`; `ever`: at any time; `in-window`: it began (undated: was recorded) in the window. */
  readonly when: 'active' | 'ever' | 'in-window';
  /** Needed with `in-window`, and only there. */
  readonly window?: Window;
  /** With `active`: looked at this long before `asOf`. What was known by `asOf` counts. */
  readonly at?: Duration;
}

/** True when a Condition of the set counts. */
export interface ConditionPresent extends ConditionQuestion {
  readonly kind: 'condition';
  readonly negative: Negative;
}

/** How many different codes of the set the Conditions that count carry; each Condition adds the first of its codes in the set. */
export interface ConditionCount extends ConditionQuestion {
  readonly kind: 'condition-count';
}

/** Resource types that say which medication the patient takes, took or was given. */
export type MedicationSource = 'MedicationRequest' | 'MedicationStatement' | 'MedicationAdministration';

/** Which medications count. */
export interface MedicationQuestion {
  readonly codes: ValueSet;
  /**
   * `active` (the default): at `asOf`, or at `at`; `held`: on hold; `ended`: completed or stopped; `ever`: ordered, taken or
   * given at any time; `in-window`: ordered, begun or given in the window.
   */
  readonly when?: 'active' | 'held' | 'ended' | 'ever' | 'in-window';
  /** Needed with `in-window`, and only there. */
  readonly window?: Window;
  /** With `active`: looked at this long before `asOf`. */
  readonly at?: Duration;
  /**
   * Where to look; default orders and statements. A no needs every one of them to have been answered. Administrations
   * count for `ever`, `in-window`, and `active` while one is under way.
   */
  readonly from?: readonly MedicationSource[];
}

/** True when a medication of the set counts. */
export interface MedicationActive extends MedicationQuestion {
  readonly kind: 'medication';
  readonly negative: Negative;
}

/** How many different codes (or printed names) of the set the medications that count carry. */
export interface MedicationCount extends MedicationQuestion {
  readonly kind: 'medication-count';
}

/** Which Procedures count. */
export interface ProcedureQuestion {
  readonly codes: ValueSet;
  /** `ever`: completed or under way; `in-window`: begun in the window; `active`: under way at `asOf`, or at `at`. */
  readonly when: 'active' | 'ever' | 'in-window';
  /** Needed with `in-window`, and only there. */
  readonly window?: Window;
  /** With `active`: looked at this long before `asOf`. */
  readonly at?: Duration;
}

/** True when a Procedure of the set counts. `explicit` needs a Procedure of status `not-done`. */
export interface ProcedurePresent extends ProcedureQuestion {
  readonly kind: 'procedure';
  readonly negative: Negative;
}

/** How many different codes of the set the Procedures that count carry. */
export interface ProcedureCount extends ProcedureQuestion {
  readonly kind: 'procedure-count';
}

/** True when any coded Procedure, whatever its code, was begun in the window. */
export interface AnyProcedure {
  readonly kind: 'any-procedure';
  /** Absent: at any time. */
  readonly window?: Window;
  /** Nobody records that no procedure at all was done: there is no `explicit`. */
  readonly negative: Exclude<Negative, 'explicit'>;
}

/** True when an allergy or intolerance to a substance of the set is on file, by code or by name. */
export interface AllergyPresent {
  readonly kind: 'allergy';
  readonly codes: ValueSet;
  /** `active` (the default): neither inactive nor resolved; `ever`: those too. */
  readonly when?: 'active' | 'ever';
  readonly negative: Negative;
  /** Codes that record the absence of these allergies ("no known allergy"): a recorded no for `explicit`. */
  readonly denials?: ValueSet;
}

/** mg per day of the selected draft MedicationRequest for an ingredient of the set; context, never chart. */
export interface DraftDailyDose {
  readonly kind: 'draft-daily-dose';
  readonly codes: ValueSet;
}

/** How the dose of an order is read, so that it is the dose of one ingredient. */
export interface DoseRules {
  readonly codes: ValueSet;
  /** Routes by which the dose counts; an order that names no route counts, one by another route is unread. */
  readonly routes: ValueSet;
  /** Words in the name of a product (second ingredients, other forms) with which a dose in mg is unread. */
  readonly unlike?: ValueSet;
  /** RxNorm product code to mg of the ingredient in one tablet or capsule, or to ug/h of one patch. */
  readonly products?: Readonly<Record<string, number>>;
  /** Default `mg/d`. `ug/h`: patches, by the rate of the dosage or of the product; a dose in mg or ug is then unread. */
  readonly unit?: 'mg/d' | 'ug/h';
}
/**
 * The daily dose of the active MedicationRequests for the set, "as needed" and ranges at their most, without those that a
 * draft of the call replaces (same id, or its `priorPrescription`). The two belong together: `sum` leaves out what cannot be
 * read, `unread` is how many that were.
 */
export interface MedicationDailyDose extends DoseRules {
  readonly kind: 'medication-daily-dose';
  readonly give: 'sum' | 'unread';
}

/** Completed years (unit `a`) or months (unit `mo`) at `asOf`. */
export interface Age {
  readonly kind: 'age';
  /** Default years. */
  readonly in?: 'years' | 'months';
}
/** `female` or `male`. `birth` reads the US Core birthsex extension first, then gender. */
export interface Sex {
  readonly kind: 'sex';
  readonly from: 'administrative' | 'birth';
}
/** US Core race, OMB categories mapped to the model's; several, unknown or none recorded: `fallback`, or absent. */
export interface Race {
  readonly kind: 'race';
  /** Default `race`. `ethnicity`: the US Core ethnicity, for models that hold Hispanic or Latino beside or among the races. */
  readonly from?: 'race' | 'ethnicity';
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
/**
 * True when a coded element of the encounter carries a code of the set. False when it carries a code of `denials`, or,
 * without `denials`, any other code of a system of the set. Else absent: what nobody coded is not a no.
 */
export interface EncounterCode {
  readonly kind: 'encounter-code';
  /** The encounter of `encounter-class`, or the hospital stay that it belongs to. */
  readonly encounter: 'current' | 'hospital-stay';
  /**
   * The last two are of the hospitalization. A replay does not look at the discharge before the encounter's end: what it
   * says was not known yet.
   */
  readonly element: 'type' | 'serviceType' | 'priority' | 'admitSource' | 'dischargeDisposition';
  readonly codes: ValueSet;
  readonly denials?: ValueSet;
}
/** How many encounters of these classes began in the window, the current one included (unit `1`). */
export interface EncounterCount {
  readonly kind: 'encounter-count';
  /** v3-ActCode classes (`IMP`, `EMER`, `AMB` …); absent: any class. */
  readonly classes?: readonly string[];
  readonly window?: Window;
  /** Leaves out what is part of another encounter that is counted (`partOf`): a stay counts once, not once a ward. */
  readonly wholes?: true;
}
/** From the start of the current encounter, or of the hospital stay, to `asOf`: never to a discharge that lies ahead. */
export interface LengthOfStay {
  readonly kind: 'length-of-stay';
  readonly since: 'encounter-start' | 'admission';
  /** Unit of the result: hours or days, not rounded. */
  readonly in: 'h' | 'd';
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
  /** Any two of these alleles are a value too, `A/B` in the order in which they stand here. Each with its other spellings. */
  readonly alleles?: Readonly<Record<string, readonly string[]>>;
  /** A typing of the gene says whether one allele is carried: two fields of the WHO nomenclature (`*57:01`). */
  readonly hlaAllele?: { readonly allele: string; readonly carrier: string; readonly notCarrier: string };
  /** The value where usable calls differ; without it the newest decides. A genotype does not change: one of them is wrong. */
  readonly conflictValue?: string;
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
/**
 * True when the named feature is absent, false when it has a value. Absent when nobody can tell: its query failed or was
 * not made.
 */
export interface Missing {
  readonly kind: 'missing';
  readonly of: string;
}
/** One numeric feature over another; the unit is `1` when both have the same one. */
export interface Ratio {
  readonly kind: 'ratio';
  readonly of: string;
  readonly to: string;
  /** The two may be measured this far apart; farther makes the ratio `stale`. Absent: any distance. */
  readonly within?: Duration;
  /** Inclusive, in the unit of the ratio; outside is refused as implausible. */
  readonly plausible?: readonly [number, number];
}
/** From the time of the named feature to `asOf`. A feature that says no, or carries no time, has none. */
export interface TimeSince {
  readonly kind: 'time-since';
  readonly of: string;
  /** Unit of the result: hours, days or years (of 365.25 days), not rounded. */
  readonly in: 'h' | 'd' | 'a';
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
/**
 * Mean arterial pressure: `prefer` when present; else (systolic + 2 x diastolic) / 3, in mm[Hg], of one measurement (the same
 * time) unless `within` allows more.
 */
export interface DerivedMap {
  readonly kind: 'derived-map';
  readonly prefer?: string;
  readonly systolic: string;
  readonly diastolic: string;
  readonly within?: Duration;
}
/** Shock index: heart rate / systolic pressure (unit `/min/mm[Hg]`), measured at most `within` apart. */
export interface DerivedShockIndex {
  readonly kind: 'derived-shock-index';
  readonly heartRate: string;
  readonly systolic: string;
  readonly within: Duration;
}
/** Calcium corrected for albumin, in mg/dL: calcium (mg/dL) + 0.8 x (4.0 - albumin in g/dL), measured at most `within` apart. */
export interface DerivedCorrectedCalcium {
  readonly kind: 'derived-corrected-calcium';
  readonly prefer?: string;
  readonly calcium: string;
  readonly albumin: string;
  readonly within: Duration;
}
/** PaO2 (mm[Hg]) / FiO2 (as a fraction; the feature is in %), measured at most `within` apart (unit `mm[Hg]`). */
export interface DerivedPfRatio {
  readonly kind: 'derived-pf-ratio';
  readonly prefer?: string;
  readonly pao2: string;
  readonly fio2: string;
  readonly within: Duration;
}
