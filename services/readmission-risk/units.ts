import type { UnitRule } from '@cardwright/fhir';

/** g/dL. Results by amount of substance are refused: mmol/L is read per monomer or per tetramer, and the source has g/dL only. */
export const hemoglobinUnit: UnitRule = {
  canonical: 'g/dL',
  accepts: [
    { ucum: ['g/dL'], aliases: ['g/dl', 'gm/dL'] },
    { ucum: ['g/L'], aliases: ['g/l'], factor: 0.1, conversion: '10 dL per L' },
  ],
};

/** mmol/L; of an ion with one charge a milliequivalent is a millimole. */
export const sodiumUnit: UnitRule = {
  canonical: 'mmol/L',
  accepts: [
    { ucum: ['mmol/L'], aliases: ['mmol/l'] },
    { ucum: ['meq/L'], aliases: ['mEq/L', 'MEQ/L'], factor: 1, conversion: 'sodium 1 mmol per meq' },
  ],
};
