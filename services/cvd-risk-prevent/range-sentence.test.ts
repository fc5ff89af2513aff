import { describe, expect, test } from '@jest/globals';
import { rangeSentence, type RangedInput } from './range-sentence.ts';

describe('rangeSentence', () => {
  test.each<[RangedInput, number, string]>([
    ['sbp', 181, 'Systolic blood pressure 181 mmHg is above the model’s range 90–180 mmHg'],
    ['sbp', 89, 'Systolic blood pressure 89 mmHg is below the model’s range 90–180 mmHg'],
    ['egfr', 14.6, 'eGFR 14.6 mL/min/1.73 m² is below the model’s range 15–140 mL/min/1.73 m²'],
    ['egfr', 14.97, 'eGFR 14.97 mL/min/1.73 m² is below the model’s range 15–140 mL/min/1.73 m²'],
    ['egfr', 140.3, 'eGFR 140.3 mL/min/1.73 m² is above the model’s range 15–140 mL/min/1.73 m²'],
    ['total_c', 320.417, 'Total cholesterol 320.4 mg/dL is above the model’s range 130–320 mg/dL'],
    ['bmi', 39.93, 'Body mass index 39.93 kg/m² is above the model’s range 18.5–39.9 kg/m²'],
  ])('%s %p: a value beside the limit is not rounded onto it', (name, value, sentence) => {
    expect(rangeSentence(name, value)).toBe(sentence);
  });
});
