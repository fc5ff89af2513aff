import type { StoryPlan } from '../story-plan.ts';

/** Urine albumin on file. */
export const uacrOnFile: StoryPlan = {
  id: 'uacr-on-file',
  title: 'Urine albumin on file',
  story: 'Ulla, 66, has a urine albumin-creatinine ratio of 48 mg/g, so that the variant with UACR is chosen.',
  write: (chart) => {
    chart.person({ given: 'Ulla', sex: 'female', ageYears: 66, race: 'white' });
    chart.condition('hypertension', { years: 10 }).medication('amlodipine5mg', { years: 1 }, 5);
    chart.bloodPressure(142, 80, { days: 21 });
    chart.lab('totalCholesterol', 198, { days: 21 }).lab('hdlCholesterol', 52, { days: 21 });
    chart.lab('uacr', 48, { days: 21 });
    chart.lab('egfr', 66, { days: 21 }).vital('bodyMassIndex', 29.1, { days: 21 });
    chart.smoking('exSmoker', { days: 21 });
  },
};
