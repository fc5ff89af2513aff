import type { StoryPlan } from '../story-plan.ts';

/** Stable inpatient. */
export const stableInpatient: StoryPlan = {
  id: 'stable-inpatient',
  title: 'Stable inpatient',
  story: 'Stina, 54, is in hospital after a fall; all vital signs are normal and NEWS2 is 0.',
  write: (chart) => {
    chart.person({ given: 'Stina', sex: 'female', ageYears: 54, race: 'white' });
    chart.condition('ankleSprain', { hours: 30 }).admitted({ hours: 28 });
    const normal = {
      respiratoryRate: 16,
      oxygenSaturation: 97,
      oxygenLitres: 0,
      systolic: 124,
      diastolic: 76,
      alert: true,
    } as const;
    chart.round({ ...normal, heartRate: 78, temperature: 37 }, { hours: 9 });
    chart.round({ ...normal, heartRate: 72, temperature: 36.8 }, { hours: 1 });
  },
};
