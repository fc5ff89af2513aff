import type { StoryPlan } from '../story-plan.ts';

/** SI units throughout. */
export const siUnits: StoryPlan = {
  id: 'si-units',
  title: 'SI units throughout',
  story:
    'Siri, 57, comes from a laboratory that reports mmol/L, umol/L, IFCC HbA1c and mg/mmol: every value is converted by name and shown as recorded too.',
  write: (chart) => {
    chart.person({ given: 'Siri', sex: 'female', ageYears: 57, race: 'white' });
    chart.condition('type2Diabetes', { years: 4 }).medication('metformin500mg', { years: 4 }, 1000);
    chart.bloodPressure(136, 80, { days: 18 });
    chart.lab('totalCholesterolMolar', 5.4, { days: 18 }).lab('hdlCholesterolMolar', 1.3, { days: 18 });
    chart.lab('creatinineMolar', 79, { days: 18 });
    chart.lab('hba1cIfcc', 56, { days: 18 }).lab('uacrMolar', 3.1, { days: 18 });
    chart.vital('weight', 74, { days: 18 }).vital('height', 166, { days: 700 });
    chart.smoking('neverSmoked', { days: 18 });
  },
};
