/** What a reader must know. Source: clinical references (population, caveats) and the rules of this folder. */
export const caveats: readonly string[] = [
  'A screen finds criteria, not sepsis. A negative one does not exclude it.',
  'SIRS is not specific: many inpatients meet it without infection.',
  'The Surviving Sepsis Campaign 2021 recommends against qSOFA compared with SIRS, NEWS or MEWS as a single screening tool.',
  'For adults. Pregnancy and the end of life are not looked at.',
];
