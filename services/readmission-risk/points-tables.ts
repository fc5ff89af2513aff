/** HOSPITAL score, Donzé 2013 with the admission bands of Donzé 2016 (clinical reference hospital-score). */
export const hospital = {
  /** Hemoglobin below this many g/dL, and sodium below this many mmol/L, count. */
  hemoglobin: { below: 12, points: 1 },
  oncology_discharge: 2,
  sodium: { below: 135, points: 1 },
  procedure: 1,
  urgent_admission: 1,
  /** 0 or 1, 2 to 5, more than 5. */
  admissions_prior_year: [
    { upTo: 1, inclusive: true, points: 0 },
    { upTo: 5, inclusive: true, points: 2 },
    { upTo: Infinity, inclusive: true, points: 5 },
  ],
  length_of_stay_days: { from: 5, points: 2 },
  highest: 13,
} as const;

/** Categories by their last score, with the share of potentially avoidable readmissions in 30 days (Donzé 2016). */
export const hospitalCategories = [
  { name: 'low', upTo: 4, risk: 0.058 },
  { name: 'intermediate', upTo: 6, risk: 0.119 },
  { name: 'high', upTo: hospital.highest, risk: 0.228 },
] as const;

/** LACE index, van Walraven 2010 (clinical reference lace). Below `upTo`, not at it. */
export const lace = {
  length_of_stay_days: [
    { upTo: 1, inclusive: false, points: 0 },
    { upTo: 2, inclusive: false, points: 1 },
    { upTo: 3, inclusive: false, points: 2 },
    { upTo: 4, inclusive: false, points: 3 },
    { upTo: 7, inclusive: false, points: 4 },
    { upTo: 14, inclusive: false, points: 5 },
    { upTo: Infinity, inclusive: true, points: 7 },
  ],
  acute_admission: 3,
  charlson: [
    { upTo: 1, inclusive: false, points: 0 },
    { upTo: 2, inclusive: false, points: 1 },
    { upTo: 3, inclusive: false, points: 2 },
    { upTo: 4, inclusive: false, points: 3 },
    { upTo: Infinity, inclusive: true, points: 5 },
  ],
  /** As many points as visits, up to this many. */
  ed_visits_6mo: 4,
  highest: 19,
  highRiskFrom: 10,
} as const;

/** Expected risk by LACE score 0 to 19, in percent. One source holds the whole table: `score` only. */
export const laceExpectedPercent = [
  2.0, 2.5, 3.0, 3.5, 4.3, 5.1, 6.1, 7.3, 8.7, 10.3, 12.2, 14.4, 17.0, 19.8, 23.0, 26.6, 30.4, 34.6, 39.1, 43.7,
] as const;

/**
 * The comorbidities of LACE with its own weights. Of a list that names one disease at several severities only the heaviest
 * that is there counts.
 */
export const comorbidities = [
  [{ name: 'previous_myocardial_infarction', weight: 1 }],
  [{ name: 'cerebrovascular_disease', weight: 1 }],
  [{ name: 'peripheral_vascular_disease', weight: 1 }],
  [
    { name: 'diabetes', weight: 1 },
    { name: 'diabetes_with_end_organ_damage', weight: 2 },
  ],
  [{ name: 'congestive_heart_failure', weight: 2 }],
  [{ name: 'chronic_pulmonary_disease', weight: 2 }],
  [
    { name: 'mild_liver_or_renal_disease', weight: 2 },
    { name: 'moderate_or_severe_liver_or_renal_disease', weight: 4 },
  ],
  [
    { name: 'any_tumor', weight: 2 },
    { name: 'metastatic_solid_tumor', weight: 6 },
  ],
  [{ name: 'dementia', weight: 3 }],
  [{ name: 'connective_tissue_disease', weight: 3 }],
  [{ name: 'aids', weight: 4 }],
] as const;

/** Inputs of the comorbidities, in order. */
export const comorbidityNames: readonly string[] = comorbidities.flatMap((group) => group.map(({ name }) => name));

/** Points of a value by bands as above. */
export function pointsOf(bands: typeof lace.charlson, value: number): number {
  return bands.find(({ upTo, inclusive }) => value < upTo || (inclusive && value === upTo))?.points ?? NaN;
}
