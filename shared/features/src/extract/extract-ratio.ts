import type { Feature } from '@cardwright/cds-service';
import { absent } from '../absent.ts';
import type { Ratio } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { quotientUnit } from '../units/composed-unit.ts';
import { combineNumbers } from './combine-numbers.ts';

/** One number over another; a denominator of 0 makes it `implausible`. */
export function extractRatio(declaration: Ratio, x: Extraction, lookup: (name: string) => Feature): Feature {
  const { of, to, within, plausible } = declaration;
  const ratio = combineNumbers(
    { of: [of, to], within, compute: (a, b) => a / b, unit: quotientUnit, derivation: `${of} / ${to}` },
    x,
    lookup,
  );
  if (!plausible || ratio.status === 'absent' || typeof ratio.value !== 'number') return ratio;
  const [low, high] = plausible;
  return ratio.value < low || ratio.value > high
    ? absent('implausible', ratio.references, `the value lies outside ${low} to ${high} ${ratio.unit}`)
    : ratio;
}
