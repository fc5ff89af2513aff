import type { FeatureVector } from '@cardwright/cds-service';
import { numberOf } from './read-feature.ts';
import { calculatedPackYears, quitYearsOf } from './smoking.ts';

/** USPSTF, Lung Cancer: Screening, March 9, 2021: inclusive. */
export const uspstfCriteria = { age: [50, 80], packYears: 20, quitYears: 15 } as const;

/** Whether the chart meets the criteria; `unknown` names what keeps it from being said. */
export type UspstfVerdict =
  { readonly kind: 'met' } | { readonly kind: 'not-met' } | { readonly kind: 'unknown'; readonly why: string };

/** Age 50 to 80, 20 pack-years or more, and smoking now or quit within the past 15 years. One no is enough for a no. */
export function judgeUspstf(vector: FeatureVector): UspstfVerdict {
  const parts = [judgeAge(vector), judgePackYears(vector), judgeQuit(vector)];
  if (parts.some((part) => part === false)) return { kind: 'not-met' };
  const why = parts.filter((part) => typeof part === 'string');
  return why.length === 0 ? { kind: 'met' } : { kind: 'unknown', why: why.join('; ') };
}

type Part = boolean | string;

function judgeAge(vector: FeatureVector): Part {
  const age = numberOf(vector, 'age');
  const [from, to] = uspstfCriteria.age;
  return age === undefined ? 'age is not known' : age >= from && age <= to;
}

/** Two ways to know that fall on different sides of the limit leave it open. */
function judgePackYears(vector: FeatureVector): Part {
  const known = [numberOf(vector, 'pack_years'), calculatedPackYears(vector)].filter((value) => value !== undefined);
  const verdicts = new Set(known.map((value) => value >= uspstfCriteria.packYears));
  if (verdicts.size > 1) return 'charted pack-years and those from cigarettes and years disagree';
  return verdicts.size === 0 ? 'pack-years are not known' : verdicts.has(true);
}

function judgeQuit(vector: FeatureVector): Part {
  const years = quitYearsOf(vector);
  return years === undefined ? 'the time since quitting is not known' : years <= uspstfCriteria.quitYears;
}
