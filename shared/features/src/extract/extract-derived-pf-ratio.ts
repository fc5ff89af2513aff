import type { Feature } from '@cardwright/cds-service';
import type { DerivedPfRatio } from '../declaration.ts';
import { preferredFeature } from '../derived-inputs.ts';
import type { Extraction } from '../extraction.ts';
import { combineNumbers } from './combine-numbers.ts';

/**
 * The charted ratio when there is one, else PaO2 in mm[Hg] over FiO2 as a fraction. Source: ARDS Definition Task Force, the Berlin
 * Definition, JAMA 2012;307:2526-2533 (PaO2 in mm Hg, FiO2 as a decimal fraction).
 */
export function extractDerivedPfRatio(
  { prefer, pao2, fio2, within }: DerivedPfRatio,
  x: Extraction,
  lookup: (name: string) => Feature,
): Feature {
  const charted = preferredFeature(prefer, lookup);
  if (charted) return charted;
  return combineNumbers(
    {
      of: [pao2, fio2],
      units: ['mm[Hg]', '%'],
      within,
      compute: (pressure, percent) => pressure / (percent / 100),
      unit: () => 'mm[Hg]',
      derivation: 'PaO2 / FiO2',
    },
    x,
    lookup,
  );
}
