import type { StoryPlan } from '../story-plan.ts';

/** Consciousness not charted. */
export const consciousnessNotCharted: StoryPlan = {
  id: 'consciousness-not-charted',
  title: 'Consciousness not charted',
  story:
    'Nils, 68, is in hospital with a raised NEWS2 and nobody recorded how responsive he is: the score is at least 7, and what is missing is said.',
  write: (chart) => {
    chart.person({ given: 'Nils', sex: 'male', ageYears: 68, race: 'white' });
    chart.condition('acuteBronchitis', { days: 3 }).admitted({ days: 2 });
    const usual = { oxygenLitres: 0, systolic: 124, diastolic: 70 };
    chart.round(
      { ...usual, respiratoryRate: 18, oxygenSaturation: 96, heartRate: 88, temperature: 37.4 },
      { hours: 20 },
    );
    chart.round(
      {
        oxygenLitres: 2,
        respiratoryRate: 22,
        oxygenSaturation: 95,
        systolic: 112,
        diastolic: 66,
        heartRate: 104,
        temperature: 38.2,
      },
      { minutes: 35 },
    );
    chart.vital('weight', 88, { days: 2 });
  },
};
