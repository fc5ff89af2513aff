import type { ContributionWording } from '@cardwright/cards';
import type { Reference } from './coefficients.ts';

/** Names of the scores on the card. */
export const scoreNames: Readonly<Record<Reference, string>> = {
  'wells-pe': 'Wells (PE)',
  'geneva-revised': 'Revised Geneva',
  perc: 'PERC',
  'wells-dvt': 'Wells (DVT)',
};

/** Names, units and print format of the features that a card shows, in its order. */
export const wording: Readonly<Record<string, ContributionWording>> = {
  age: { label: 'Age', unit: 'a', decimals: 0 },
  heart_rate: { label: 'Heart rate', unit: '/min', decimals: 0 },
  spo2: { label: 'Oxygen saturation', unit: '%', decimals: 0 },
  d_dimer: { label: 'D-dimer (FEU)', unit: 'ng/mL', decimals: 0 },
  previous_vte: { label: 'Previous DVT or PE', unit: '{boolean}' },
  malignancy: { label: 'Active cancer', unit: '{boolean}' },
  hemoptysis: { label: 'Hemoptysis', unit: '{boolean}' },
  surgery: { label: 'Major surgery in 4 weeks', unit: '{boolean}' },
  leg_fracture: { label: 'Fracture of a lower limb in 4 weeks', unit: '{boolean}' },
  estrogen: { label: 'Estrogen', unit: '{boolean}' },
  anticoagulant: { label: 'Oral anticoagulant', unit: '{boolean}' },
};

/** What each input asks, as the references name it; inputs that ask the same have the same words. */
const questions: Readonly<Record<string, string>> = {
  pe_most_likely: 'PE is the most likely diagnosis',
  dvt_signs: 'Clinical signs of DVT',
  immobilization_or_surgery: 'Immobilized, or surgery in the last 4 weeks',
  surgery_or_fracture_1mo: 'Surgery, or fracture of a lower limb, in the last month',
  recent_surgery_or_trauma: 'Recent surgery or trauma (4 weeks)',
  bedridden_or_surgery: 'Bedridden lately, or recent major surgery',
  active_malignancy: 'Active cancer',
  active_cancer: 'Active cancer',
  prior_vte: 'Previous DVT or PE',
  hormone_use: 'Estrogen',
  unilateral_limb_pain: 'Pain in one leg',
  pain_on_palpation_and_edema: 'Pain on palpation of the deep veins and swelling of one leg',
  unilateral_leg_swelling: 'Swelling of one leg',
  paralysis_or_cast: 'Paralysis, or a cast, of a leg',
  localized_tenderness: 'Tenderness along the deep veins',
  entire_leg_swollen: 'Entire leg swollen',
  collateral_veins: 'Collateral superficial veins',
  calf_swelling_over_3cm: 'Calf more than 3 cm thicker',
  pitting_edema: 'Pitting edema',
  alternative_diagnosis: 'Another diagnosis at least as likely as DVT',
  pregnant: 'Pregnancy',
};

/** The label of a feature or input; its own name when it has none. */
export const labelOf = (name: string): string => wording[name]?.label ?? questions[name] ?? name;
