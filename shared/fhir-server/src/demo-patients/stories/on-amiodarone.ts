import type { StoryPlan } from '../story-plan.ts';

/** Warfarin start on amiodarone. */
export const onAmiodarone: StoryPlan = {
  id: 'on-amiodarone',
  title: 'Warfarin start on amiodarone',
  story: 'Amos, 74, takes amiodarone, an input of the dose formula that lowers the dose.',
  write: (chart) => {
    chart.person({ given: 'Amos', sex: 'male', ageYears: 74, race: 'asian' });
    chart.condition('atrialFibrillation', { years: 1 }).medication('amiodarone', { days: 300 }, 200);
    chart.vital('weight', 71, { days: 10 }).vital('height', 172, { days: 600 });
    chart.lab('inr', 1, { days: 10 }).smoking('exSmoker', { days: 10 });
    chart.draftWarfarin(5);
  },
};
