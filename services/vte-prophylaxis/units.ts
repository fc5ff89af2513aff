import type { UnitRule } from '@cardwright/fhir';

/** Thousands per microlitre, which are billions per litre. */
export const plateletUnit: UnitRule = {
  canonical: '10*3/uL',
  accepts: [
    { ucum: ['10*3/uL', '10*9/L'], aliases: ['K/uL', 'k/uL', 'x10E3/uL', 'x10(3)/mcL', '10^9/L', '10^3/uL'] },
    { ucum: ['/uL'], factor: 0.001, conversion: '/uL to thousands per microlitre' },
  ],
};
