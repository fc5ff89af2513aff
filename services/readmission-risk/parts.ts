import { hospital, lace } from './points-tables.ts';

/** One part of one or both scores: the input it is counted from, the output that holds its points, and the most it can give. */
export interface Part {
  /** Name of the input, and of the words. */
  readonly input: string;
  /** The feature whose time and reason are shown; urgency has two (`urgency.ts`). */
  readonly feature: string;
  readonly hospital?: { readonly output: string; readonly most: number };
  readonly lace?: { readonly output: string; readonly most: number };
}

const most = (bands: readonly { readonly points: number }[]): number => Math.max(...bands.map(({ points }) => points));

/** In the order of the card. Comorbidities have a row of their own. */
export const parts: readonly Part[] = [
  {
    input: 'length_of_stay_days',
    feature: 'length_of_stay',
    hospital: { output: 'points_stay', most: hospital.length_of_stay_days.points },
    lace: { output: 'points_stay', most: most(lace.length_of_stay_days) },
  },
  {
    input: 'urgent_admission',
    feature: 'admission_priority',
    hospital: { output: 'points_urgent', most: hospital.urgent_admission },
    lace: { output: 'points_acute', most: lace.acute_admission },
  },
  {
    input: 'hemoglobin',
    feature: 'hemoglobin',
    hospital: { output: 'points_hemoglobin', most: hospital.hemoglobin.points },
  },
  { input: 'sodium', feature: 'sodium', hospital: { output: 'points_sodium', most: hospital.sodium.points } },
  { input: 'procedure', feature: 'procedure', hospital: { output: 'points_procedure', most: hospital.procedure } },
  {
    input: 'oncology_discharge',
    feature: 'oncology_discharge',
    hospital: { output: 'points_oncology', most: hospital.oncology_discharge },
  },
  {
    input: 'admissions_prior_year',
    feature: 'admissions_prior_year',
    hospital: { output: 'points_admissions', most: most(hospital.admissions_prior_year) },
  },
  { input: 'ed_visits_6mo', feature: 'ed_visits_6mo', lace: { output: 'points_visits', most: lace.ed_visits_6mo } },
];
