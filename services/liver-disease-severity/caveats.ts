import type { Group } from './population.ts';
import { apartDays, windows } from './windows.ts';

/** What a reader must know about the scores. Source: `population`, `exclusions` and `caveats` of the clinical references. */
export const caveats: Readonly<Record<Group, readonly string[]>> = {
  cirrhosis: [
    `Latest results of the last ${windows.severity.days} days; those of one score no more than ${apartDays.severity} days apart (site policy).`,
    'Bilirubin, INR and creatinine below 1.0 count as 1.0; sodium as 125 to 137; albumin (MELD 3.0) as 1.5 to 3.5. Scores are rounded, 6 to 40. The order of rounding differs between sources and can move MELD-Na by 1 point.',
    'Child-Pugh has other bilirubin limits in primary biliary cholangitis; they are not used here.',
    'For allocation the transplant programme computes its own score. Whether the patient is known to hepatology is not read.',
  ],
  'suspected-fibrosis': [
    `Latest results of the last ${windows.fibrosis.days} days, no more than ${apartDays.fibrosis} days apart (site policy).`,
    'Not in acute hepatitis: any other cause of high transaminases or low platelets moves FIB-4.',
    'MELD and Child-Pugh are for cirrhosis, and none is on the problem list.',
  ],
};
