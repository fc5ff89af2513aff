import type { Feature } from '@cardwright/cds-service';
import type { DerivedMap } from '../declaration.ts';
import { preferredFeature } from '../derived-inputs.ts';
import type { Extraction } from '../extraction.ts';
import { combineNumbers } from './combine-numbers.ts';

/**
 * The charted mean pressure when there is one, else (systolic + 2 x diastolic) / 3, which is diastolic + a third of the
 * pulse pressure. Source: DeMers D, Wachs D. Physiology, Mean Arterial Pressure. StatPearls
 * (PMID 30855814); openEHR CDS guideline "MAP_calculation". An estimate at a resting heart rate.
 */
export function extractDerivedMap(declaration: DerivedMap, x: Extraction, lookup: (name: string) => Feature): Feature {
  const charted = preferredFeature(declaration.prefer, lookup);
  if (charted) return charted;
  return combineNumbers(
    {
      of: [declaration.systolic, declaration.diastolic],
      units: ['mm[Hg]', 'mm[Hg]'],
      within: declaration.within ?? {},
      compute: (systolic, diastolic) => (systolic + 2 * diastolic) / 3,
      unit: () => 'mm[Hg]',
      derivation: '(systolic + 2 x diastolic) / 3',
    },
    x,
    lookup,
  );
}
