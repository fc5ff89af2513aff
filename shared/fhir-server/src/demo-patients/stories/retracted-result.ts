import type { StoryPlan } from '../story-plan.ts';

/** Retracted result. */
export const retractedResult: StoryPlan = {
  id: 'retracted-result',
  title: 'Retracted result',
  story:
    'Rita, 62, had a creatinine of 4.8 mg/dL two days ago that the laboratory withdrew; the older 0.9 mg/dL counts.',
  write: (chart) => {
    chart.person({ given: 'Rita', sex: 'female', ageYears: 62, race: 'white' });
    chart.bloodPressure(129, 77, { days: 28 });
    chart.lab('totalCholesterol', 207, { days: 28 }).lab('hdlCholesterol', 55, { days: 28 });
    chart.lab('creatinine', 0.9, { days: 28 }).lab('creatinine', 4.8, { days: 2 }, { status: 'entered-in-error' });
    chart.vital('bodyMassIndex', 25.9, { days: 28 }).smoking('neverSmoked', { days: 28 });
  },
};
