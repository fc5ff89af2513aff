import { valueOf } from '@cardwright/features';
import type { FeatureVector, ModelInputs } from '@cardwright/cds-service';
import { tables, type Reference } from './coefficients.ts';

/** Which feature answers which input. Inputs that are not here are in no chart: they stay open. */
const answeredBy: Readonly<Record<Reference, Readonly<Record<string, string>>>> = {
  'wells-pe': {
    heart_rate: 'heart_rate',
    immobilization_or_surgery: 'surgery',
    previous_vte: 'previous_vte',
    hemoptysis: 'hemoptysis',
    malignancy: 'malignancy',
  },
  'geneva-revised': {
    age: 'age',
    heart_rate: 'heart_rate',
    previous_vte: 'previous_vte',
    surgery_or_fracture_1mo: 'surgery_or_fracture',
    active_malignancy: 'malignancy',
    hemoptysis: 'hemoptysis',
  },
  perc: {
    age: 'age',
    heart_rate: 'heart_rate',
    spo2: 'spo2',
    hemoptysis: 'hemoptysis',
    recent_surgery_or_trauma: 'surgery',
    prior_vte: 'previous_vte',
    hormone_use: 'estrogen',
  },
  'wells-dvt': { active_cancer: 'malignancy', bedridden_or_surgery: 'surgery' },
};

/** Features that answer a part of their input only: a yes answers it, a no leaves bed rest, injury or another operation open. */
const yesOnly = ['surgery', 'surgery_or_fracture'];

/** The feature behind an input; `undefined` where only a clinician can answer. */
export const featureBehind = (reference: Reference, input: string): string | undefined => answeredBy[reference][input];

/** The inputs of one score as far as the chart answers them; `null` where it does not. */
export function chartInputs(reference: Reference, vector: FeatureVector): ModelInputs {
  const { numbers, items } = tables[reference];
  return Object.fromEntries(
    [...Object.keys(numbers), ...Object.keys(items)].map((input) => {
      const feature = featureBehind(reference, input);
      const value = feature === undefined ? undefined : valueOf(vector, feature);
      const isOpen = feature !== undefined && yesOnly.includes(feature) && value !== true;
      return [input, isOpen ? null : (value ?? null)];
    }),
  );
}
