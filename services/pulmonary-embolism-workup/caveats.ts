/** What a reader must know about the scores. Source: the clinical references, and the decisions in the README. */
export const caveats: readonly string[] = [
  'For suspected embolism or thrombosis only, in stable adults. Shock or cardiac arrest has another pathway.',
  'Diagnoses and medicines that are not on record count as no; a thrombosis of the last 7 days is not counted as previous.',
  'PERC only where suspicion is low (below 15%); saturation on oxygen is read as if on air.',
  'Other anticoagulants than oral ones are not read.',
];
