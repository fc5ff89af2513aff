/** What a reader must know. Source: clinical reference (population, exclusions, caveats), value set nephrotoxins. */
export const caveats: readonly string[] = [
  'A stage is a finding in laboratory values and charting, not a diagnosis: cause, volume and muscle mass are not judged.',
  'Which creatinine is the baseline is a matter of policy. Here: the lower of the lowest result of 7 days and the median of 8 to 365 days, as in the NHS England algorithm.',
  'For adults who are not on chronic dialysis. Urine counts only where it is charted without a gap, with a weight of the last 30 days.',
  'The list of nephrotoxic medications is a consensus made for hospitalised children, with classes from a review; it is not complete, and some of its medications may be needed.',
];
