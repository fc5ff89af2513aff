import type { StoryPlan } from '../story-plan.ts';

/** Lipids never measured. */
export const missingLipids: StoryPlan = {
  id: 'missing-lipids',
  title: 'Lipids never measured',
  story: 'Mina, 47, has everything on file but cholesterol: no number is given, and the card offers to order the test.',
  write: (chart) => {
    chart.person({ given: 'Mina', sex: 'female', ageYears: 47, race: 'white' });
    chart.bloodPressure(124, 76, { days: 40 });
    chart.lab('creatinine', 0.7, { days: 40 }).vital('bodyMassIndex', 24.8, { days: 40 });
    chart.smoking('neverSmoked', { days: 40 });
  },
};
