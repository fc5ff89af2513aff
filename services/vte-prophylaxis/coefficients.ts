/** Points of the Padua Prediction Score for an item that is there (Barbar 2010). */
export const paduaPoints = {
  active_cancer: 3,
  previous_vte: 3,
  reduced_mobility: 3,
  thrombophilia: 3,
  recent_trauma_surgery: 2,
  heart_or_respiratory_failure: 1,
  acute_mi_or_stroke: 1,
  acute_infection_or_rheumatologic: 1,
  hormonal_treatment: 1,
} as const;
/** One point each from this age (a) and this body mass index (kg/m2). */
export const paduaFrom = { age: 70, bmi: 30 } as const;
/** High risk from this sum. */
export const paduaHighRisk = 4;

/** Points of the Caprini score, 2005 version, for an item that is there, for either sex. */
export const capriniPoints = {
  major_surgery_last_month: 1,
  chf_last_month: 1,
  sepsis_last_month: 1,
  pneumonia_last_month: 1,
  plaster_cast: 2,
  hip_pelvis_leg_fracture: 5,
  stroke_last_month: 5,
  multiple_trauma: 5,
  spinal_cord_injury: 5,
  varicose_veins: 1,
  swollen_legs: 1,
  central_venous_access: 2,
  history_dvt_pe: 3,
  family_history_thrombosis: 3,
  factor_v_leiden: 3,
  prothrombin_20210a: 3,
  elevated_homocysteine: 3,
  lupus_anticoagulant: 3,
  anticardiolipin: 3,
  hit: 3,
  other_thrombophilia: 3,
  ibd: 1,
  bmi_over_25: 1,
  acute_mi: 1,
  copd: 1,
  malignancy: 2,
  other_risk_factors: 1,
} as const;
/** Items that count for women only. */
export const womenPoints = { pregnancy_postpartum: 1, oral_contraceptive_hrt: 1, obstetric_history: 1 } as const;
/** Points by age in completed years: 41 to 60, 61 to 74, from 75. */
export const capriniAge = { from41: 1, from61: 2, from75: 3 } as const;
/** Points of the planned operation and of mobility, in the order of the categories. */
export const surgeryPoints = { none: 0, minor: 1, major_over_45min: 2, elective_arthroplasty: 5 } as const;
export const mobilityPoints = { normal: 0, bed_rest: 1, bed_over_72h: 2 } as const;

/** Largest sums. */
export const highest = { padua: 20, caprini: 77 } as const;
