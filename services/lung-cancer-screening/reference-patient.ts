import type { ModelManifest } from '@cardwright/cds-service';
import { centred, intensity } from './coefficients.ts';

/** Who contributions are measured against: the point that the equation is centred on, without any of its yes/no factors. */
export const referencePatient: NonNullable<ModelManifest['referencePatient']> = {
  description:
    'the point the equation is centred on: age 62, White, some college, BMI 27 kg/m², no COPD, no cancer, no family history, 25 cigarettes a day for 27 years, quit 10 years ago',
  inputs: {
    age: centred.age.centre,
    race: 'white',
    education: centred.education.centre,
    bmi: centred.bmi.centre,
    copd: false,
    personal_cancer: false,
    family_lung_cancer: false,
    current_smoker: false,
    cigarettes_per_day: 10 / intensity.centre,
    smoking_duration_years: centred.smoking_duration_years.centre,
    quit_years: centred.quit_years.centre,
  },
};
