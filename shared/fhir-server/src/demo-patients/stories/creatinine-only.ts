import type { StoryPlan } from '../story-plan.ts';

/** Creatinine without a reported eGFR. */
export const creatinineOnly: StoryPlan = {
  id: 'creatinine-only',
  title: 'Creatinine without a reported eGFR',
  story:
    'Karl, 70, has a creatinine of 1.3 mg/dL and no eGFR on file, so it is derived by CKD-EPI 2021 and said to be derived; weight and height stand for the body mass index.',
  write: (chart) => {
    chart.person({ given: 'Karl', sex: 'male', ageYears: 70, race: 'white' });
    chart.bloodPressure(132, 74, { days: 25 });
    chart.lab('totalCholesterol', 186, { days: 25 }).lab('hdlCholesterol', 51, { days: 25 });
    chart.lab('creatinine', 1.2, { days: 420 }).lab('creatinine', 1.3, { days: 25 });
    chart.vital('weight', 82, { days: 25 }).vital('height', 178, { days: 900 });
    chart.smoking('exSmoker', { days: 25 });
  },
};
