import type { UnitRule } from '@cardwright/fhir';

/** mg/dL; the reference converts phosphate with 3.1 mg/dL per mmol/L. */
export const phosphateUnit: UnitRule = {
  canonical: 'mg/dL',
  accepts: [
    { ucum: ['mg/dL'], aliases: ['mg/dl'] },
    { ucum: ['mmol/L'], aliases: ['mmol/l'], factor: 3.1, conversion: 'phosphate 3.1 mg/dL per mmol/L' },
  ],
};

/** mmol/L; of an ion with one charge a milliequivalent is a millimole. */
export const bicarbonateUnit: UnitRule = {
  canonical: 'mmol/L',
  accepts: [
    { ucum: ['mmol/L'], aliases: ['mmol/l'] },
    { ucum: ['meq/L'], aliases: ['mEq/L', 'MEQ/L'], factor: 1, conversion: 'bicarbonate 1 mmol per meq' },
  ],
};
