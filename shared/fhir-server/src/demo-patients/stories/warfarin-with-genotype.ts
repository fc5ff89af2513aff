import type { StoryPlan } from '../story-plan.ts';

/** Warfarin start with a genotype. */
export const warfarinWithGenotype: StoryPlan = {
  id: 'warfarin-with-genotype',
  title: 'Warfarin start with a genotype',
  story:
    'Gerda, 67, has new atrial fibrillation and carries CYP2C9 *1/*3 and VKORC1 A/G: the pharmacogenetic dose is well below the 5 mg that is being ordered.',
  write: (chart) => {
    chart.person({ given: 'Gerda', sex: 'female', ageYears: 67, race: 'white' });
    chart.condition('atrialFibrillation', { days: 5 });
    chart.genotype('CYP2C9', '*1/*3', { days: 200 }).genotype('VKORC1', 'A/G', { days: 200 });
    chart.vital('weight', 68, { days: 5 }).vital('height', 164, { days: 800 });
    chart.lab('inr', 1, { days: 5 }).lab('creatinine', 0.9, { days: 5 }).smoking('neverSmoked', { days: 5 });
    chart.draftWarfarin(5);
  },
};
