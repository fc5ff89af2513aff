import type { UnitRule } from '@cardwright/fhir';

/** A sum of points; charted with or without a unit. */
export const scoreUnit: UnitRule = {
  canonical: '{score}',
  accepts: [{ ucum: ['{score}', '1'], aliases: ['', 'points', 'score'] }],
};

/** Thousands per microlitre, which are billions per litre. */
export const cellCountUnit: UnitRule = {
  canonical: '10*3/uL',
  accepts: [
    { ucum: ['10*3/uL', '10*9/L'], aliases: ['K/uL', 'k/uL', 'x10E3/uL', 'x10(3)/mcL', '10^9/L', '10^3/uL'] },
    { ucum: ['/uL'], factor: 0.001, conversion: '/uL to thousands per microlitre' },
  ],
};

/** Share of cells. */
export const percentUnit: UnitRule = { canonical: '%', accepts: [{ ucum: ['%'], aliases: ['percent'] }] };

/** mmol/L; mg/dL is refused. */
export const lactateUnit: UnitRule = {
  canonical: 'mmol/L',
  accepts: [{ ucum: ['mmol/L'], aliases: ['mmol/l'] }],
};

/** mL; a rate is another quantity. */
export const volumeUnit: UnitRule = {
  canonical: 'mL',
  accepts: [
    { ucum: ['mL', 'ml', 'mL/(24.h)'], aliases: ['mL/24h', 'mL/24 h'] },
    { ucum: ['L', 'l'], aliases: [], factor: 1000, conversion: '1000 mL per L' },
  ],
};

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
