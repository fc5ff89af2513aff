import type { StoryPlan } from '../story-plan.ts';

/** Laboratory values too old. */
export const staleLabs: StoryPlan = {
  id: 'stale-labs',
  title: 'Laboratory values too old',
  story: 'Stella, 53, was last tested eight years ago: the values are stale, and new ones are offered as an order.',
  write: (chart) => {
    chart.person({ given: 'Stella', sex: 'female', ageYears: 53, race: 'white' });
    chart.bloodPressure(127, 75, { days: 11 });
    chart
      .lab('totalCholesterol', 193, { years: 8 })
      .lab('hdlCholesterol', 57, { years: 8 })
      .lab('creatinine', 0.8, { years: 8 });
    chart.vital('bodyMassIndex', 24.2, { days: 11 }).smoking('neverSmoked', { days: 11 });
  },
};
