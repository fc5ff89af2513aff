import type { StoryPlan } from '../story-plan.ts';

/** Already on warfarin. */
export const onWarfarin: StoryPlan = {
  id: 'on-warfarin',
  title: 'Already on warfarin',
  story:
    'Wanda, 70, has taken warfarin for months: this is no initiation, so the dose formula does not apply to the new order.',
  write: (chart) => {
    chart.person({ given: 'Wanda', sex: 'female', ageYears: 70, race: 'white' });
    chart.condition('deepVenousThrombosis', { days: 130 }).medication('warfarin', { days: 128 }, 4);
    chart.vital('weight', 77, { days: 14 }).vital('height', 168, { days: 900 });
    chart.lab('inr', 1.8, { days: 45 }).lab('inr', 2.4, { days: 14 });
    chart.draftWarfarin(5);
  },
};
