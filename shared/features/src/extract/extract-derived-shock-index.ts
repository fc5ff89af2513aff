import type { Feature } from '@cardwright/cds-service';
import type { DerivedShockIndex } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { combineNumbers } from './combine-numbers.ts';

/**
 * Heart rate over systolic pressure. Source: Allgöwer M, Burri C. "Schockindex". Dtsch Med Wochenschr 1967;92:1947-1950; as
 * used by Kamikawa Y, Hayashi H, BMC Emerg Med 2020;20:87.
 */
export function extractDerivedShockIndex(
  { heartRate, systolic, within }: DerivedShockIndex,
  x: Extraction,
  lookup: (name: string) => Feature,
): Feature {
  return combineNumbers(
    {
      of: [heartRate, systolic],
      units: ['/min', 'mm[Hg]'],
      within,
      compute: (rate, pressure) => rate / pressure,
      unit: () => '/min/mm[Hg]',
      derivation: 'heart rate / systolic pressure',
    },
    x,
    lookup,
  );
}
