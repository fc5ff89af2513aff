import type { StoryPlan } from '../story-plan.ts';

/** Stage 1 hypertension at raised risk. */
export const stage1Hypertension: StoryPlan = {
  id: 'stage-1-hypertension',
  title: 'Stage 1 hypertension at raised risk',
  story:
    'Hugo, 63, has a blood pressure of 134/84 without treatment and a ten-year risk of cardiovascular disease above 7.5 %, at which the 2025 guideline starts medication.',
  write: (chart) => {
    chart.person({ given: 'Hugo', sex: 'male', ageYears: 63, race: 'black' });
    chart.bloodPressure(136, 86, { days: 190 }).bloodPressure(134, 84, { days: 9 });
    chart.lab('totalCholesterol', 214, { days: 9 }).lab('hdlCholesterol', 44, { days: 9 });
    chart.lab('egfr', 78, { days: 9 }).vital('bodyMassIndex', 28, { days: 9 });
    chart.smoking('exSmoker', { days: 9 });
  },
};
