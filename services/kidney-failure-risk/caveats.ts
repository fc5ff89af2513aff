/** What a reader must know about the equations. Source: `population`, `exclusions` and `caveats` of the clinical reference. */
export const caveats: readonly string[] = [
  'For adults with chronic kidney disease and an eGFR below 60 who are not on dialysis and have no transplant. Not while kidney function is changing acutely.',
  'The calibration for North America or elsewhere is a decision of the site; the chart does not hold it, so both are shown.',
  'The equations were fitted with CKD-EPI 2009; with CKD-EPI 2021 the calibration shifts slightly.',
  'Whether a referral has been made already is not read, except among the drafts of this call.',
];
