import type { UnitRule } from '@cardwright/fhir';

/** mL. A rate (mL/h) is another quantity. */
export const urineVolume: UnitRule = {
  canonical: 'mL',
  accepts: [
    { ucum: ['mL', 'ml'], aliases: [] },
    { ucum: ['L', 'l'], aliases: [], factor: 1000, conversion: '1000 mL per L' },
  ],
};
