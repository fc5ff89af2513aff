import {
  bodyHeight,
  bodyMassIndex,
  bodyWeight,
  ombEthnicity,
  ombRace,
  smokingCategories,
  smokingStatus,
  units,
  type FeatureDeclarations,
} from '@cardwright/features';
import { cigarettesPerDayUnit, packYearsUnit, yearsUnit } from './units.ts';
import {
  cancerIcd10,
  cancerSnomedCt,
  cigarettesPerDay,
  copdIcd10,
  copdSnomedCt,
  educationAnswers,
  educationLevel,
  familyLungCancer,
  lowDoseCt,
  lungCancerIcd10,
  lungCancerSnomedCt,
  packYears,
  smokingDuration,
  timeSinceQuit,
} from './value-sets.ts';
import { windows } from './windows.ts';

const latest = { kind: 'observation-number', pick: 'latest' } as const;
const ever = { kind: 'condition', when: 'ever', negative: 'asked' } as const;

/**
 * What is read from the chart. `plausible` guards against entry errors and is as wide as the reference's ranges or wider.
 * `smoking.ts` and `model-inputs.ts` make the inputs of the model of it.
 */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  deceased: { kind: 'deceased' },
  smoking_status: {
    kind: 'observation-category',
    codes: smokingStatus,
    window: windows.smoking,
    categories: smokingCategories,
  },
  cigarettes_per_day: {
    ...latest,
    codes: cigarettesPerDay,
    unit: cigarettesPerDayUnit,
    window: windows.smoking,
    plausible: [0.1, 150],
  },
  pack_years: { ...latest, codes: packYears, unit: packYearsUnit, window: windows.smoking, plausible: [0.01, 400] },
  smoking_duration_years: {
    ...latest,
    codes: smokingDuration,
    unit: yearsUnit,
    window: windows.smoking,
    plausible: [0.1, 80],
  },
  quit_years: { ...latest, codes: timeSinceQuit, unit: yearsUnit, window: windows.smoking, plausible: [0, 80] },
  weight: {
    ...latest,
    codes: bodyWeight,
    unit: units.bodyWeight,
    window: windows.bodySize,
    plausible: [20, 500],
  },
  height: { ...latest, codes: bodyHeight, unit: units.bodyHeight, window: windows.height, plausible: [50, 260] },
  bmi_charted: {
    ...latest,
    codes: bodyMassIndex,
    unit: units.bodyMassIndex,
    window: windows.bodySize,
    plausible: [8, 120],
  },
  bmi: { kind: 'derived-bmi', prefer: 'bmi_charted', weight: 'weight', height: 'height' },
  copd_icd_10: { ...ever, codes: copdIcd10 },
  copd_snomed_ct: { ...ever, codes: copdSnomedCt },
  copd: { kind: 'any-of', of: ['copd_snomed_ct', 'copd_icd_10'] },
  cancer_icd_10: { ...ever, codes: cancerIcd10 },
  cancer_snomed_ct: { ...ever, codes: cancerSnomedCt },
  personal_cancer: { kind: 'any-of', of: ['cancer_snomed_ct', 'cancer_icd_10'] },
  lung_cancer_icd_10: { ...ever, codes: lungCancerIcd10 },
  lung_cancer_snomed_ct: { ...ever, codes: lungCancerSnomedCt },
  lung_cancer: { kind: 'any-of', of: ['lung_cancer_snomed_ct', 'lung_cancer_icd_10'] },
  // A problem list rarely holds it, so its silence is no answer: only a recorded no counts.
  family_lung_cancer: { kind: 'condition', codes: familyLungCancer, when: 'ever', negative: 'explicit' },
  education_level: { kind: 'observation-category', codes: educationLevel, categories: educationAnswers },
  race: {
    kind: 'race',
    categories: {
      white: ombRace.white,
      black: ombRace.black,
      asian: ombRace.asian,
      american_indian_alaskan_native: ombRace.americanIndian,
      native_hawaiian_pacific_islander: ombRace.pacificIslander,
    },
  },
  ethnicity: {
    kind: 'race',
    from: 'ethnicity',
    categories: { hispanic: ombEthnicity.hispanic, 'not-hispanic': ombEthnicity.notHispanic },
  },
  low_dose_ct: {
    kind: 'procedure',
    codes: lowDoseCt,
    when: 'in-window',
    window: windows.lowDoseCt,
    negative: 'asked',
  },
};
