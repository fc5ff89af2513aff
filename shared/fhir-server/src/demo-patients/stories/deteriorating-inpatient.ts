import type { StoryPlan } from '../story-plan.ts';

/** Deteriorating inpatient. */
export const deterioratingInpatient: StoryPlan = {
  id: 'deteriorating-inpatient',
  title: 'Deteriorating inpatient',
  story: 'Dora, 72, was admitted with pneumonia yesterday; four rounds of vital signs show NEWS2 rise from 2 to 12.',
  write: (chart) => {
    chart.person({ given: 'Dora', sex: 'female', ageYears: 72, race: 'white' });
    chart.condition('pneumonia', { hours: 26 }).admitted({ hours: 26 });
    chart.lab('leukocytes', 16.8, { hours: 24 }).lab('creatinine', 1.1, { hours: 24 });
    const air = { alert: true, oxygenLitres: 0 } as const;
    const oxygen = { alert: true, oxygenLitres: 4 } as const;
    const first = {
      respiratoryRate: 18,
      oxygenSaturation: 95,
      systolic: 128,
      diastolic: 74,
      heartRate: 94,
      temperature: 37.9,
    };
    chart.round({ ...air, ...first }, { hours: 11 });
    chart.round(
      { ...air, ...first, respiratoryRate: 21, oxygenSaturation: 94, heartRate: 99, temperature: 38.2 },
      { hours: 7 },
    );
    chart.round(
      { ...oxygen, ...first, respiratoryRate: 23, systolic: 108, diastolic: 64, heartRate: 108, temperature: 38.5 },
      { hours: 3 },
    );
    chart.round(
      {
        ...oxygen,
        respiratoryRate: 26,
        oxygenSaturation: 92,
        systolic: 98,
        diastolic: 56,
        heartRate: 118,
        temperature: 38.7,
      },
      { minutes: 20 },
    );
  },
};
