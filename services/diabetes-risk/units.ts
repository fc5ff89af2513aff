import type { UnitRule } from '@cardwright/fhir';

/** mg/dL; molar mass of D-glucose 180.156 g/mol (CIAAW, Standard Atomic Weights). */
export const glucoseUnit: UnitRule = {
  canonical: 'mg/dL',
  accepts: [
    { ucum: ['mg/dL'], aliases: ['mg/dl'] },
    { ucum: ['mmol/L'], aliases: ['mmol/l'], factor: 18.0156, conversion: 'glucose 18.0156 mg/dL per mmol/L' },
  ],
};

/** mg/dL; CDC NHANES converts with 0.01129 mmol/L per mg/dL. */
export const triglyceridesUnit: UnitRule = {
  canonical: 'mg/dL',
  accepts: [
    { ucum: ['mg/dL'], aliases: ['mg/dl'] },
    {
      ucum: ['mmol/L'],
      aliases: ['mmol/l'],
      factor: 1 / 0.01129,
      conversion: 'triglycerides 0.01129 mmol/L per mg/dL (NHANES)',
    },
  ],
};
