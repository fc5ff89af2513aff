import type { StoryPlan } from '../story-plan.ts';

/** HbA1c on file. */
export const hba1cOnFile: StoryPlan = {
  id: 'hba1c-on-file',
  title: 'HbA1c on file',
  story: 'Hanna, 58, has no diabetes and an HbA1c of 6.1 %, so that the variant with HbA1c is chosen.',
  write: (chart) => {
    chart.person({ given: 'Hanna', sex: 'female', ageYears: 58, race: 'asian' });
    chart.bloodPressure(128, 78, { days: 30 });
    chart.lab('totalCholesterol', 221, { days: 30 }).lab('hdlCholesterol', 58, { days: 30 });
    chart.lab('hba1c', 5.9, { days: 300 }).lab('hba1c', 6.1, { days: 30 });
    chart.lab('creatinine', 0.8, { days: 30 }).vital('bodyMassIndex', 27.4, { days: 30 });
    chart.smoking('neverSmoked', { days: 30 });
  },
};
