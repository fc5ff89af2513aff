/**
 * eGFR in mL/min/{1.73_m2} by the CKD-EPI 2021 creatinine equation, unrounded; for adults of 18 years and more.
 * Creatinine in mg/dL, age in years.
 * Inker LA et al., N Engl J Med 2021;385:1737-1749 (doi 10.1056/NEJMoa2102953):
 * 142 × min(Scr/κ, 1)^α × max(Scr/κ, 1)^-1.200 × 0.9938^age × 1.012 [if female]; κ 0.7 or 0.9, α -0.241 or -0.302.
 */
export function ckdEpi2021(creatinineMgPerDl: number, ageYears: number, sex: 'female' | 'male'): number {
  const female = sex === 'female';
  const relative = creatinineMgPerDl / (female ? 0.7 : 0.9);
  const below = Math.min(relative, 1) ** (female ? -0.241 : -0.302);
  const above = Math.max(relative, 1) ** -1.2;
  return 142 * below * above * 0.9938 ** ageYears * (female ? 1.012 : 1);
}
