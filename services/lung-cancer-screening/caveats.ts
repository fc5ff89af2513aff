/** Ages at which the equation was derived (reference, `population`). */
export const derivationAge = [55, 74] as const;

/** What a reader must know about the equation and the criteria. Sources: clinical reference plcom2012; USPSTF 2021. */
export const caveats: readonly string[] = [
  `Derived in people of ${derivationAge.join(' to ')} who smoke or have smoked. Not for people who never smoked, and not for symptoms of lung cancer.`,
  'USPSTF: screening ends once the person has not smoked for 15 years, or has a health problem that limits life expectancy or the ability or willingness to have curative lung surgery. That is not read here.',
  'Cigarettes charted per day stand for the average over the years of smoking, which the equation means. COPD, cancer and family history are what the problem list says.',
  'A version of the equation without race exists (PLCOm2012noRace); it is not used here.',
];
