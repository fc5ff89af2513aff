/** What a reader must know about the equations. Source: `caveats`, `population` and `licence` of the clinical reference. */
export const caveats: readonly string[] = [
  'For adults aged 30 to 79 without known cardiovascular disease. Diabetes means diabetes of any type.',
  'Thresholds of the older pooled cohort equations (5%, 7.5%, 20% for statins) do not apply: PREVENT gives about half their risk.',
  'Input limits differ between published implementations (systolic 180 or 200 mmHg, eGFR 140 or 150); the narrower are used, and nothing is clamped.',
  'PREVENT is a trademark of the American Heart Association, which has neither made nor endorsed this calculation.',
];
