import type { InputRow } from '@cardwright/cards';

/** µmol/L, as `units.creatinine` converts it. */
const si = { ucum: 'umol/L', factor: 1 / 88.4, offset: 0, decimals: 0 };
const mgPerDl = { decimals: 2, si } as const;

/** A row of the table of inputs, and the input of the model that it went into where that has another name. */
interface Row extends InputRow {
  readonly input?: string;
}

/** Names and print formats of the features that a card shows, in its order. */
export const inputRows: readonly Row[] = [
  { feature: 'creatinine', label: 'Creatinine, newest', ...mgPerDl },
  { feature: 'lowest_creatinine_7d', label: 'Lowest creatinine of the 7 days before', ...mgPerDl },
  { feature: 'median_creatinine_365d', label: 'Median creatinine, 8 to 365 days before', ...mgPerDl },
  { feature: 'lowest_creatinine_48h', label: 'Lowest creatinine of the 48 hours before', ...mgPerDl },
  { feature: 'urine_6h', input: 'urine_ml_kg_h_6h', label: 'Urine, 6 hours of charting', decimals: 0 },
  { feature: 'urine_12h', input: 'urine_ml_kg_h_12h', label: 'Urine, 12 hours of charting', decimals: 0 },
  { feature: 'urine_24h', input: 'urine_ml_kg_h_24h', label: 'Urine, 24 hours of charting', decimals: 0 },
  { feature: 'weight', input: 'urine_ml_kg_h_6h', label: 'Weight', decimals: 1 },
  { feature: 'rrt', label: 'Kidney replacement therapy in the last 7 days' },
];

const others: Readonly<Record<string, string>> = {
  age: 'Age',
  deceased: 'Deceased',
  chronic_dialysis: 'Chronic dialysis',
};

/** The label of a feature. */
export const labelOf = (feature: string): string =>
  inputRows.find((row) => row.feature === feature)?.label ?? others[feature] ?? feature;
