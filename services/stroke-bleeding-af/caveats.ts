/** What a reader must know about the scores. Source: `population`, `exclusions` and `caveats` of the clinical references. */
export const caveats: readonly string[] = [
  'Rates are averages of groups without an anticoagulant, not this patient’s own; tables differ, and few patients had the highest scores.',
  'A diagnosis that is not on record counts as no. Coronary disease without infarction is not counted as vascular disease.',
  'Medicines bought without prescription are often not on record; the form of a drug (gel, eye drops) is not read.',
  'Hypertrophic cardiomyopathy and cardiac amyloidosis have rules of their own, whatever the score (2024 ESC).',
  'Says nothing about the choice or dose of an anticoagulant, interactions or contraindications.',
];
