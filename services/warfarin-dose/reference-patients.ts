import type { ModelManifest } from '@cardwright/cds-service';

type ReferencePatient = NonNullable<ModelManifest['referencePatient']>;

const body = { age: 60, height: 170, weight: 75 } as const;
const zeroCategories = { race: 'white', inducer: false, amiodarone: false } as const;

/**
 * The patients that contributions are measured against: the formula's zero point for every category, so that a
 * contribution is the printed coefficient, and a body chosen by us (the paper prints no reference patient).
 */
export const referencePatients: Readonly<Record<'iwpc-pharmacogenetic' | 'iwpc-clinical', ReferencePatient>> = {
  'iwpc-pharmacogenetic': {
    description:
      'a 60-year-old of 170 cm and 75 kg (chosen by us) with the categories at which the formula’s terms are zero: VKORC1 GG, CYP2C9 *1/*1, race White, no amiodarone, no enzyme inducer',
    inputs: { ...body, vkorc1: 'GG', cyp2c9: '*1/*1', ...zeroCategories },
  },
  'iwpc-clinical': {
    description:
      'a 60-year-old of 170 cm and 75 kg (chosen by us) with the categories at which the formula’s terms are zero: race White, no amiodarone, no enzyme inducer',
    inputs: { ...body, ...zeroCategories },
  },
};
