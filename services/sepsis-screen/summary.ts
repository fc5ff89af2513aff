import type { MissingFeature } from '@cardwright/cds-service';
import type { Reading, ScoreReading } from './reading.ts';
import { labelOf, scoreNames } from './wording.ts';

/** One sentence for each kind of card; every part has a bounded length, together under 140 characters. */
export function summaryOf(reading: Reading, missing: readonly MissingFeature[]): string {
  const { sirs, qsofa, sofa } = reading.scores;
  const all = [sirs, qsofa, sofa].map(inWords).join(', ');
  if (!reading.isSuspected)
    return `${all}; ${reading.suspicion.kind === 'none' ? 'no infection suspected on the chart' : 'suspected infection not known'}`;
  if (reading.isPossibleSepsis) return `Possible sepsis: suspected infection with ${all}`;
  if (sofa.isPositive) return `Suspected infection with ${all}; SOFA baseline not known`;
  if (qsofa.isPositive) return `Suspected infection with ${all}; qSOFA alone is no sepsis screen`;
  return `Suspected infection, sepsis screen incomplete: ${lackInWords(missing)} not usable`;
}

function inWords({ score, value, atLeast }: ScoreReading): string {
  // "At least 0" would be a number that says nothing.
  if (atLeast && value === 0) return `${scoreNames[score]} not known`;
  return `${scoreNames[score]} ${atLeast ? '≥' : ''}${value}`;
}

function lackInWords(missing: readonly MissingFeature[]): string {
  const names = missing.map(({ feature }) => labelOf(feature));
  return names.length <= 2 ? names.join(' and ') : `${names.length} parameters`;
}
