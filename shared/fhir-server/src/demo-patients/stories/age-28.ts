import type { StoryPlan } from '../story-plan.ts';

/** Too young for the equations. */
export const age28: StoryPlan = {
  id: 'age-28',
  title: 'Too young for the equations',
  story: 'Ayla, 28, is below the age of 30 at which the equations begin: not applicable.',
  write: (chart) => {
    chart.person({ given: 'Ayla', sex: 'female', ageYears: 28, race: 'asian' });
    chart.bloodPressure(112, 70, { days: 60 });
    chart.lab('totalCholesterol', 176, { days: 60 }).lab('hdlCholesterol', 61, { days: 60 });
    chart.lab('creatinine', 0.7, { days: 60 }).vital('bodyMassIndex', 22.1, { days: 60 });
    chart.smoking('neverSmoked', { days: 60 });
  },
};
