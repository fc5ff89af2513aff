import type { StoryPlan } from '../story-plan.ts';

/** Ten and thirty years. */
export const age50: StoryPlan = {
  id: 'age-50',
  title: 'Ten and thirty years',
  story:
    'Finn, 50, smokes: at ages 30 to 59 the 30-year risk is given beside the ten-year risk, and his is nearly five times as high.',
  write: (chart) => {
    chart.person({ given: 'Finn', sex: 'male', ageYears: 50, race: 'black' });
    chart.bloodPressure(126, 78, { days: 14 });
    chart.lab('totalCholesterol', 232, { days: 14 }).lab('hdlCholesterol', 40, { days: 14 });
    chart.lab('egfr', 95, { days: 14 }).vital('bodyMassIndex', 26.5, { days: 14 });
    chart.smoking('smokesDaily', { days: 14 });
  },
};
