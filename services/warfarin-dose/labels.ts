import type { InputRow } from '@cardwright/cards';

/** How each feature is called and printed, in the order of the card. */
export const inputRows: readonly InputRow[] = [
  { feature: 'age', label: 'Age' },
  { feature: 'height', label: 'Height', decimals: 1 },
  { feature: 'weight', label: 'Weight', decimals: 1 },
  { feature: 'vkorc1', label: 'VKORC1 -1639G>A (rs9923231)' },
  { feature: 'cyp2c9', label: 'CYP2C9 diplotype' },
  {
    feature: 'race',
    label: 'Race (formula category)',
    words: { white: 'White', asian: 'Asian', black: 'Black or African American', mixed: 'missing or mixed' },
  },
  { feature: 'carbamazepine', label: 'Carbamazepine' },
  { feature: 'phenytoin', label: 'Phenytoin' },
  { feature: 'rifampicin', label: 'Rifampicin (rifampin)' },
  { feature: 'amiodarone', label: 'Amiodarone' },
  { feature: 'active_warfarin', label: 'Warfarin already active' },
  { feature: 'draft_daily_dose', label: 'Drafted warfarin dose', decimals: 2 },
];

const others: Readonly<Record<string, string>> = {
  inducer: 'Enzyme inducer (carbamazepine, phenytoin, rifampicin)',
  pregnancy_condition: 'Pregnancy',
  pregnancy_status: 'Pregnancy status',
  held_warfarin: 'Warfarin on hold',
  earlier_warfarin: 'Earlier warfarin',
  deceased: 'Deceased',
  sex: 'Sex',
};

/** The name of a feature in a sentence. */
export const labelOf = (feature: string): string =>
  inputRows.find((row) => row.feature === feature)?.label ?? others[feature] ?? feature;
