import { answers } from '../codes.ts';
import type { StoryPlan } from '../story-plan.ts';

/** Pregnant. */
export const pregnant: StoryPlan = {
  id: 'pregnant',
  title: 'Pregnant',
  story: 'Paula, 32, is pregnant: the warfarin formula and the early warning score are not meant for her.',
  write: (chart) => {
    chart.person({ given: 'Paula', sex: 'female', ageYears: 32, race: 'black' });
    chart.condition('normalPregnancy', { days: 150 }).condition('deepVenousThrombosis', { days: 3 });
    chart.coded('pregnancyStatus', answers.pregnant, 'social-history', { days: 20 });
    chart.bloodPressure(114, 68, { days: 3 }).vital('weight', 72, { days: 3 }).vital('height', 169, { days: 400 });
    chart
      .lab('totalCholesterol', 241, { days: 20 })
      .lab('hdlCholesterol', 66, { days: 20 })
      .lab('creatinine', 0.6, { days: 20 });
    chart.smoking('neverSmoked', { days: 20 });
    chart.draftWarfarin(5);
  },
};
