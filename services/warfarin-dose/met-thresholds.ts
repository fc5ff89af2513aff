import type { FeatureValue, MetThreshold } from '@cardwright/cds-service';

export interface ThresholdFacts {
  /** Unrounded estimate, mg/wk; absent where the formula gives no dose. */
  readonly weeklyDoseMg?: number | undefined;
  readonly cyp2c9?: FeatureValue | null | undefined;
  readonly race?: FeatureValue | null | undefined;
  readonly variant: string;
}

const iwpc = 'IWPC, N Engl J Med 2009;360:753-764 (groups of 21 mg or less and 49 mg or more a week)';
const cpicFigure =
  'CPIC warfarin guideline 2017 update (Clin Pharmacol Ther 2017;102:397-404), figure 2, notes as published in cpicpgx/cpic-data';
const titrate = 'Choose the initial maintenance dose; later doses are guided by the INR.';

/** Met when CPIC makes the formula to use depend on which alleles were tested. */
export const untestedAllelesId = 'cpic-untested-alleles';

/** CPIC 2017, figure 2, note e names these as genotypes associated with poor metabolism. */
const poorMetabolisers: readonly (FeatureValue | null | undefined)[] = ['*2/*3', '*3/*3'];

/**
 * The thresholds of the sources that the estimate and the genotype meet, on unrounded values.
 * VKORC1 A/A alone is not one: the secondary summary in the clinical reference counts it, the notes of CPIC's own figure do not.
 */
export function metThresholds(facts: ThresholdFacts): readonly MetThreshold[] {
  const group = facts.weeklyDoseMg === undefined ? [] : [doseGroup(facts.weeklyDoseMg)];
  return [...group, ...poorMetaboliser(facts), ...untestedAlleles(facts)];
}

function doseGroup(weeklyDoseMg: number): MetThreshold {
  if (weeklyDoseMg <= 21) {
    return {
      id: 'iwpc-low-dose',
      when: 'Estimate of 21 mg a week or less: low-dose group',
      recommendation: titrate,
      source: iwpc,
    };
  }
  if (weeklyDoseMg >= 49) {
    return {
      id: 'iwpc-high-dose',
      when: 'Estimate of 49 mg a week or more: high-dose group',
      recommendation: titrate,
      source: iwpc,
    };
  }
  return {
    id: 'iwpc-intermediate-dose',
    when: 'Estimate above 21 and below 49 mg a week: intermediate-dose group',
    recommendation: titrate,
    source: iwpc,
  };
}

function poorMetaboliser({ cyp2c9 }: ThresholdFacts): readonly MetThreshold[] {
  if (!poorMetabolisers.includes(cyp2c9)) return [];
  return [
    {
      id: 'cpic-cyp2c9-poor-metaboliser',
      when: `CYP2C9 ${String(cyp2c9)}: a genotype associated with poor metabolism`,
      recommendation: 'Consider an alternative anticoagulant.',
      source: `${cpicFigure} (note e)`,
    },
  ];
}

/** A result in terms of *1, *2 and *3 does not say whether other alleles were looked for. */
function untestedAlleles({ race, variant }: ThresholdFacts): readonly MetThreshold[] {
  if (race !== 'black' || variant !== 'iwpc-pharmacogenetic') return [];
  return [
    {
      id: untestedAllelesId,
      when: 'Recorded race Black or African American and a genotype on file',
      recommendation: 'If CYP2C9 *5, *6, *8 and *11 were not tested, dose warfarin clinically (without the genotype).',
      source: `${cpicFigure} (note c: 45-50% of individuals with self-reported African ancestry carry one of these alleles or rs12777823)`,
    },
  ];
}
