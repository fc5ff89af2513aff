import type { StoryPlan } from '../story-plan.ts';

/** Known cardiovascular disease. */
export const knownCvd: StoryPlan = {
  id: 'known-cvd',
  title: 'Known cardiovascular disease',
  story:
    'Konrad, 64, had a heart attack three years ago: a first-event risk is not applicable to him, however complete his chart.',
  write: (chart) => {
    chart.person({ given: 'Konrad', sex: 'male', ageYears: 64, race: 'white' });
    chart
      .condition('myocardialInfarction', { years: 3 }, { years: 2.9 })
      .condition('coronaryHeartDisease', { years: 3 });
    chart.medication('atorvastatin', { years: 3 }, 80).medication('aspirin', { years: 3 }, 81);
    chart.bloodPressure(122, 72, { days: 33 });
    chart.lab('totalCholesterol', 142, { days: 33 }).lab('hdlCholesterol', 41, { days: 33 });
    chart.lab('egfr', 74, { days: 33 }).vital('bodyMassIndex', 27, { days: 33 });
    chart.smoking('exSmoker', { days: 33 });
  },
};
