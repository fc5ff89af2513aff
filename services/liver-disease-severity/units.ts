import type { UnitRule } from '@cardwright/fhir';

/** µmol/L of bilirubin for 1 mg/dL: molar mass 584.66 g/mol (C33H36N4O6). */
const bilirubinUmolPerMgDl = 17.104;

/** mg/dL; µmol/L is converted. */
export const bilirubinUnit: UnitRule = {
  canonical: 'mg/dL',
  accepts: [
    { ucum: ['mg/dL'], aliases: ['mg/dl', 'MG/DL'] },
    {
      ucum: ['umol/L'],
      aliases: ['µmol/L', 'μmol/L', 'umol/l', 'µmol/l', 'μmol/l'],
      factor: 1 / bilirubinUmolPerMgDl,
      conversion: 'bilirubin 17.104 umol/L per mg/dL',
    },
  ],
};

/** A ratio without a unit; percent and seconds are other quantities. Some laboratories write none at all. */
export const inrUnit: UnitRule = {
  canonical: '{ratio}',
  accepts: [{ ucum: ['{ratio}', '{INR}', '1'], aliases: ['', 'INR', 'ratio', '(INR)'] }],
};

/** mmol/L; of an ion with one charge a milliequivalent is a millimole. */
export const sodiumUnit: UnitRule = {
  canonical: 'mmol/L',
  accepts: [
    { ucum: ['mmol/L'], aliases: ['mmol/l'] },
    { ucum: ['meq/L'], aliases: ['mEq/L', 'MEQ/L'], factor: 1, conversion: 'sodium 1 mmol per meq' },
  ],
};

/** U/L. */
export const enzymeUnit: UnitRule = {
  canonical: 'U/L',
  accepts: [
    { ucum: ['U/L', '[IU]/L'], aliases: ['u/L', 'IU/L', 'units/L', 'Units/L'] },
    { ucum: ['ukat/L'], aliases: ['µkat/L', 'μkat/L'], factor: 60, conversion: '60 U per ukat' },
  ],
};

/** Thousands per microlitre, which are billions per litre. */
export const plateletUnit: UnitRule = {
  canonical: '10*3/uL',
  accepts: [
    { ucum: ['10*3/uL', '10*9/L'], aliases: ['K/uL', 'k/uL', 'x10E3/uL', 'x10(3)/mcL', '10^9/L', '10^3/uL'] },
    { ucum: ['/uL'], factor: 0.001, conversion: '/uL to thousands per microlitre' },
  ],
};
