import type { StoryPlan } from '../story-plan.ts';

/** A unit that is not accepted. */
export const refusedUnit: StoryPlan = {
  id: 'refused-unit',
  title: 'A unit that is not accepted',
  story:
    'Remo, 60, has a total cholesterol in g/L, which is on no list of accepted units: it is refused, not guessed, and the reason is shown.',
  write: (chart) => {
    chart.person({ given: 'Remo', sex: 'male', ageYears: 60, race: 'white' });
    chart.bloodPressure(131, 78, { days: 16 });
    chart.lab('totalCholesterol', 2.1, { days: 16 }, { unit: 'g/L' }).lab('hdlCholesterol', 46, { days: 16 });
    chart.lab('egfr', 83, { days: 16 }).vital('bodyMassIndex', 26.8, { days: 16 });
    chart.smoking('neverSmoked', { days: 16 });
  },
};
