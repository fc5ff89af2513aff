import type { StoryPlan } from '../story-plan.ts';

/** Body mass index out of range. */
export const bmi42: StoryPlan = {
  id: 'bmi-42',
  title: 'Body mass index out of range',
  story:
    'Bruno, 55, has a body mass index of 42: the heart failure output, which alone reads it, is withheld and the others stand.',
  write: (chart) => {
    chart.person({ given: 'Bruno', sex: 'male', ageYears: 55, race: 'white' });
    chart.bloodPressure(130, 79, { days: 22 });
    chart.lab('totalCholesterol', 201, { days: 22 }).lab('hdlCholesterol', 38, { days: 22 });
    chart.lab('egfr', 88, { days: 22 }).vital('bodyMassIndex', 42, { days: 22 });
    chart.smoking('neverSmoked', { days: 22 });
  },
};
