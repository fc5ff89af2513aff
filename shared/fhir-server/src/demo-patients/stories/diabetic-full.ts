import type { StoryPlan } from '../story-plan.ts';

/** Diabetes with HbA1c and urine albumin. */
export const diabeticFull: StoryPlan = {
  id: 'diabetic-full',
  title: 'Diabetes with HbA1c and urine albumin',
  story:
    'Dario, 61, has diabetes, an HbA1c of 8.4 % and a urine albumin-creatinine ratio of 110 mg/g: two optional inputs, so the full variant is chosen.',
  write: (chart) => {
    chart.person({ given: 'Dario', sex: 'male', ageYears: 61, race: 'white' });
    chart.condition('type2Diabetes', { years: 12 }).condition('hypertension', { years: 9 });
    chart.medication('metformin500mg', { years: 5 }, 1000).medication('lisinopril10mg', { years: 4 }, 10);
    chart.medication('atorvastatin', { years: 4 }, 20);
    chart.bloodPressure(138, 82, { days: 15 });
    chart.lab('totalCholesterol', 168, { days: 15 }).lab('hdlCholesterol', 39, { days: 15 });
    chart.lab('hba1c', 7.6, { days: 340 }).lab('hba1c', 8.4, { days: 15 });
    chart.lab('uacr', 110, { days: 15 });
    chart.lab('egfr', 62, { days: 15 }).vital('bodyMassIndex', 31.2, { days: 15 });
    chart.smoking('exSmoker', { days: 15 });
  },
};
