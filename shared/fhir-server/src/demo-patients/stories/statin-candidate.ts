import type { StoryPlan } from '../story-plan.ts';

/** Statin candidate. Numbers: Khan 2023, supplement, worked example (total CVD 0.147, ASCVD 0.092, heart failure 0.081). */
export const statinCandidate: StoryPlan = {
  id: 'statin-candidate',
  title: 'Statin candidate',
  story:
    'Cora, 50, has type 2 diabetes and treated hypertension and takes no statin: her risk is the worked example that the PREVENT paper prints, 14.7 % for cardiovascular disease within ten years.',
  write: (chart) => {
    chart.person({ given: 'Cora', sex: 'female', ageYears: 50, race: 'white' });
    chart.condition('type2Diabetes', { years: 6 }).condition('hypertension', { years: 8 });
    chart.medication('lisinopril10mg', { years: 2 }, 10).medication('metformin500mg', { years: 3 }, 1000);
    chart.bloodPressure(148, 86, { days: 400 }).bloodPressure(160, 90, { days: 12 });
    chart.lab('totalCholesterol', 214, { days: 800 }).lab('totalCholesterol', 200, { days: 12 });
    chart.lab('hdlCholesterol', 43, { days: 800 }).lab('hdlCholesterol', 45, { days: 12 });
    chart.lab('egfr', 90, { days: 12 }).vital('bodyMassIndex', 35, { days: 12 });
    chart.smoking('neverSmoked', { days: 12 });
  },
};
