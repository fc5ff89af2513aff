import type { FeatureVector, MetThreshold } from '@cardwright/cds-service';
import { numberIn, yesNo } from './population.ts';

/** What a met row leads to. */
export type Step = 'refer' | 'elastography' | 'none';

/** A row of a guideline, with what the summary says of it. */
export interface Row extends MetThreshold {
  readonly inSummary: string;
  readonly step: Step;
}

/** Cut points of FIB-4: below a lower one is below, above an upper one is above; the numbers themselves are between. */
export const cutPoints = { lower: [1.3, 2, 1.45], upper: [2.67, 3.25] } as const;

/** The row of MELD: the rounded score from which on transplantation is to be thought of. */
const transplantFrom = 15;

const aasldTransplant =
  'AASLD and AST, Evaluation for Liver Transplantation in Adults: 2013 Practice Guideline. It speaks of MELD, not of MELD-Na or MELD 3.0';
const fibrosisGuidelines =
  'AASLD practice guidance 2023; ADA consensus report on liver disease in diabetes, Diabetes Care 2025;48:1057';
const fromSixtyFive = 'from 65 on: McPherson 2017, PMID 27725647';

/** The reference holds the row for MELD 3.0, unverified; the second source has it for MELD (README). */
export function meldRow(meld: number): Row | undefined {
  if (!(meld >= transplantFrom)) return undefined;
  return {
    id: 'aasld-transplant-evaluation',
    when: `MELD ${transplantFrom} or more`,
    recommendation: 'Evaluation for liver transplantation',
    source: aasldTransplant,
    inSummary: `MELD ${transplantFrom} or more`,
    step: 'refer',
  };
}

/** Cut points: with steatotic liver disease those of the guidelines, else those of the original study, without advice. */
export function fib4Row(fib4: number, { features }: FeatureVector): Row {
  return yesNo(features['steatotic_liver_disease']) === true
    ? steatoticRow(fib4, numberIn(features['age']) ?? NaN)
    : originalRow(fib4);
}

function steatoticRow(fib4: number, age: number): Row {
  const isOlder = age >= 65;
  const lower = isOlder ? '2.00' : '1.30';
  const source = isOlder ? `${fibrosisGuidelines}; lower cut point ${fromSixtyFive}` : fibrosisGuidelines;
  if (fib4 < Number(lower))
    return {
      id: 'fib4-low',
      when: `FIB-4 below ${lower}`,
      recommendation: 'Low risk of advanced fibrosis: reassess in 1 to 3 years',
      source,
      inSummary: `below ${lower}, low risk of advanced fibrosis`,
      step: 'none',
    };
  if (fib4 <= 2.67)
    return {
      id: 'fib4-indeterminate',
      when: `FIB-4 ${lower} to 2.67`,
      recommendation: 'Second test: liver stiffness by elastography, or ELF',
      source,
      inSummary: `${lower} to 2.67, where guidelines ask for a second test`,
      step: 'elastography',
    };
  return {
    id: 'fib4-high',
    when: 'FIB-4 above 2.67',
    recommendation: 'Referral to hepatology or gastroenterology',
    source: fibrosisGuidelines,
    inSummary: 'above 2.67, where guidelines refer to hepatology',
    step: 'refer',
  };
}

function originalRow(fib4: number): Row {
  const words =
    fib4 < 1.45
      ? 'below 1.45, the lower cut point of the original study'
      : fib4 <= 3.25
        ? '1.45 to 3.25, between the cut points of the original study'
        : 'above 3.25, the upper cut point of the original study';
  return {
    id: 'fib4-original-cut-points',
    when: `FIB-4 ${words}`,
    source: 'Sterling RK, et al. Hepatology 2006;43:1317-1325 (hepatitis C and HIV)',
    inSummary: words,
    step: 'none',
  };
}
