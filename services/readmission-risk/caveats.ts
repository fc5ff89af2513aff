import { leadInHours } from './windows.ts';

/** What a reader must know about the scores. Source: `population`, `exclusions` and `caveats` of the clinical references. */
export const caveats: readonly string[] = [
  'HOSPITAL was made in medical patients, LACE in medical and surgical patients discharged to the community. Neither is for acute transfers or discharge against advice.',
  'Stays and visits elsewhere, and comorbidities under codes that are not on the lists, are not seen: the scores may be too low.',
  `Every coded procedure of the stay counts, however small. An emergency visit in the ${leadInHours} hours before the stay is taken as the one that led to it.`,
  'LACE has its own comorbidity weights. Its expected risk is not shown: only one source has the full table (the abstract of the paper: 2.0% at 0 and 43.7% at 19 points).',
];
