import type { Feature } from '@cardwright/cds-service';
import type { DerivedCorrectedCalcium } from '../declaration.ts';
import { preferredFeature } from '../derived-inputs.ts';
import type { Extraction } from '../extraction.ts';
import { combineNumbers } from './combine-numbers.ts';

/** mg/dL of calcium per g/dL of albumin below `normalAlbumin`. */
const calciumPerAlbumin = 0.8;
/** g/dL. */
const normalAlbumin = 4;

/**
 * The charted corrected calcium when there is one, else total calcium + 0.8 x (4.0 - albumin), unrounded: the adjustment of
 * Payne RB, Little AJ, Williams RB, Milner JR. Interpretation of serum calcium in patients with abnormal serum proteins.
 * BMJ 1973;4:643-646, in the form and units of the published Cambio CDS guideline "Calcium_corrected" (0.8 mg/dL per 10 g/L
 * from 40 g/L). A surrogate of free calcium only: Lian IA, Åsberg A, BMJ Open 2018;8:e017703.
 */
export function extractDerivedCorrectedCalcium(
  { prefer, calcium, albumin, within }: DerivedCorrectedCalcium,
  x: Extraction,
  lookup: (name: string) => Feature,
): Feature {
  const charted = preferredFeature(prefer, lookup);
  if (charted) return charted;
  return combineNumbers(
    {
      of: [calcium, albumin],
      units: ['mg/dL', 'g/dL'],
      within,
      compute: (total, protein) => total + calciumPerAlbumin * (normalAlbumin - protein),
      unit: () => 'mg/dL',
      derivation: 'calcium + 0.8 x (4.0 - albumin)',
    },
    x,
    lookup,
  );
}
