import type { StoryPlan } from '../story-plan.ts';

/** Warfarin start without a genotype. */
export const warfarinWithoutGenotype: StoryPlan = {
  id: 'warfarin-without-genotype',
  title: 'Warfarin start without a genotype',
  story:
    'Otto, 59, has a pulmonary embolism and no genotype on file: the clinical formula is used, and what a genotype would change is said.',
  write: (chart) => {
    chart.person({ given: 'Otto', sex: 'male', ageYears: 59, race: 'black' });
    chart.condition('pulmonaryEmbolism', { days: 2 });
    chart.vital('weight', 94, { days: 2 }).vital('height', 181, { days: 500 });
    chart.lab('inr', 1.1, { days: 2 }).lab('creatinine', 1, { days: 2 }).smoking('smokesDaily', { days: 2 });
    chart.draftWarfarin(5);
  },
};
