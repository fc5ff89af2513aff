/** What a reader must know about the scores. Source: `population`, `exclusions` and `caveats` of the clinical references. */
export const caveats: readonly string[] = [
  'For adults without known diabetes. A score does not diagnose, and symptoms call for a test whatever it is.',
  'ADA test: the BMI classes begin at 25; for Asian people the ADA begins at 23. Race is not used here.',
  'Diagnoses that are not on the problem list count as no. Tests elsewhere and open orders are not seen.',
];

/** Of the score that is shown only where its results are on file. */
export const wilsonCaveat = 'Framingham Offspring: a mostly white American cohort; no threshold is published with it.';

/** Of the score that is shown only where a waist is on file. */
export const findriscCaveat =
  'FINDRISC: a Finnish cohort; classes of the printed form. Sources differ on the score from which to test, so none is named.';
