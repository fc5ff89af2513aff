import {
  bodyHeight,
  bodyWeight,
  genotypeDisplayName,
  hgncGenes,
  ombRace,
  pregnancyStatus,
  pregnantCategories,
  units,
  type FeatureDeclarations,
} from '@cardwright/features';
import { cyp2c9Spellings, vkorc1Spellings } from './genotype-spellings.ts';
import { amiodarone, carbamazepine, phenytoin, pregnancy, rifampicin, warfarin } from './value-sets.ts';

/** A CYP2C9 call that is on file and is not a combination of *1, *2 and *3. */
export const otherCyp2c9 = 'other';

/** Site policies (ours, not the paper's): how old a measurement may be. */
const weightTimeToLive = { days: 365 };
/** An adult's height changes little. */
const heightTimeToLive = { days: 3650 };
/** 42 weeks: a recorded pregnancy is over by then. */
const pregnancyTimeToLive = { days: 294 };

/** What the service reads from the chart and from the draft. Names of model inputs are those of the signature. */
export const features: FeatureDeclarations = {
  age: { kind: 'age' },
  sex: { kind: 'sex', from: 'administrative' },
  deceased: { kind: 'deceased' },
  // Plausible ranges are ours and wider than the models' ranges: 260 kg is real and outside the model, 2600 kg is an error.
  height: {
    kind: 'observation-number',
    pick: 'latest',
    codes: bodyHeight,
    unit: units.bodyHeight,
    window: heightTimeToLive,
    plausible: [50, 260],
    usual: [140, 200],
  },
  weight: {
    kind: 'observation-number',
    pick: 'latest',
    codes: bodyWeight,
    unit: units.bodyWeight,
    window: weightTimeToLive,
    plausible: [20, 500],
    usual: [40, 160],
  },
  vkorc1: {
    kind: 'genotype',
    codes: genotypeDisplayName,
    gene: 'VKORC1',
    geneCodes: hgncGenes.VKORC1,
    values: vkorc1Spellings,
  },
  cyp2c9: {
    kind: 'genotype',
    codes: genotypeDisplayName,
    gene: 'CYP2C9',
    geneCodes: hgncGenes.CYP2C9,
    values: cyp2c9Spellings,
    otherValue: otherCyp2c9,
  },
  race: {
    kind: 'race',
    categories: { white: ombRace.white, asian: ombRace.asian, black: ombRace.black },
    // The formula's own category for "missing or mixed".
    fallback: 'mixed',
  },
  carbamazepine: { kind: 'medication', codes: carbamazepine, negative: 'asked' },
  phenytoin: { kind: 'medication', codes: phenytoin, negative: 'asked' },
  rifampicin: { kind: 'medication', codes: rifampicin, negative: 'asked' },
  inducer: { kind: 'any-of', of: ['carbamazepine', 'phenytoin', 'rifampicin'] },
  amiodarone: { kind: 'medication', codes: amiodarone, negative: 'asked' },
  active_warfarin: { kind: 'medication', codes: warfarin, negative: 'asked' },
  held_warfarin: { kind: 'medication', codes: warfarin, when: 'held', negative: 'asked' },
  earlier_warfarin: { kind: 'medication', codes: warfarin, when: 'ended', negative: 'asked' },
  pregnancy_condition: { kind: 'condition', codes: pregnancy, when: 'active', negative: 'asked' },
  pregnancy_status: {
    kind: 'observation-category',
    codes: pregnancyStatus,
    window: pregnancyTimeToLive,
    categories: pregnantCategories,
    asBoolean: true,
  },
  draft_daily_dose: { kind: 'draft-daily-dose', codes: warfarin },
};
