import type { ModelInputs } from '@cardwright/cds-service';
import { childPugh, floorOfLogs, meld, meld3, meldNaKim, meldNaOptn, meldPlus7, scoreRange } from './coefficients.ts';
import { dialysis, type Variant } from './signature.ts';

type Answer = Readonly<Record<string, number | string>>;

/** The published scores in plain TypeScript, apart from the graphs: golden vectors of our own, and a second opinion on them. */
export function liverFormula(variant: Variant, inputs: ModelInputs): Answer {
  const of = (name: string) => Number(inputs[name]);
  switch (variant) {
    case 'meld':
      return { meld_i: meldOf(inputs), meld: rounded(meldOf(inputs)) };
    case 'meld-na-optn-2016':
      return {
        meld_na_unrounded: optn(meldOf(inputs), of('sodium')),
        meld_na_optn_rounded: rounded(optn(rounded(meldOf(inputs)), of('sodium'))),
      };
    case 'meld-na-kim-2008': {
      const score = meldOf(inputs);
      const sodium = within(of('sodium'), meldNaKim.sodium);
      return { meld_na_kim2008: score - sodium - meldNaKim.perMeldAndSodium * score * (140 - sodium) + 140 };
    }
    case 'meld-3.0':
      return { meld3_unrounded: meld3Of(inputs), meld3: rounded(meld3Of(inputs)) };
    case 'meld-plus-7':
      return { mortality_90d: 1 / (1 + Math.exp(-plus7(inputs))) };
    case 'child-pugh':
      return childPughOf(inputs);
    case 'fib-4':
      return { fib4: (of('age') * of('ast')) / (of('platelets') * Math.sqrt(of('alt'))) };
  }
}

const within = (value: number, [low, high]: readonly [number, number]) => Math.min(Math.max(value, low), high);
const rounded = (score: number) => within(Math.floor(score + 0.5), scoreRange);
const ln = (value: unknown) => Math.log(Math.max(Number(value), floorOfLogs));

const creatinineOf = (inputs: ModelInputs, bounds: readonly [number, number]) =>
  inputs[dialysis] === true ? bounds[1] : within(Number(inputs['creatinine']), bounds);

const meldOf = (inputs: ModelInputs): number =>
  meld.factor *
  (meld.lnCreatinine * Math.log(creatinineOf(inputs, meld.creatinine)) +
    meld.lnBilirubin * ln(inputs['bilirubin']) +
    meld.lnInr * ln(inputs['inr']) +
    meld.intercept);

function optn(score: number, sodium: number): number {
  const lacking = 137 - within(sodium, meldNaOptn.sodium);
  if (score <= meldNaOptn.above) return score;
  return score + meldNaOptn.perSodium * lacking - meldNaOptn.perMeldAndSodium * score * lacking;
}

function meld3Of(inputs: ModelInputs): number {
  const sodium = 137 - within(Number(inputs['sodium']), meld3.sodiumBounds);
  const albumin = 3.5 - within(Number(inputs['albumin']), meld3.albuminBounds);
  const creatinine = Math.log(creatinineOf(inputs, meld3.creatinine));
  const bilirubin = ln(inputs['bilirubin']);
  return (
    (inputs['female'] === true ? meld3.female : 0) +
    meld3.lnBilirubin * bilirubin +
    meld3.sodium * sodium +
    meld3.sodiumAndLnBilirubin * sodium * bilirubin +
    meld3.lnInr * ln(inputs['inr']) +
    meld3.lnCreatinine * creatinine +
    meld3.albumin * albumin +
    meld3.albuminAndLnCreatinine * albumin * creatinine +
    meld3.intercept
  );
}

function plus7(inputs: ModelInputs): number {
  const { intercept, age, ...results } = meldPlus7;
  return Object.entries(results).reduce(
    (sum, [name, coefficient]) => sum + coefficient * Math.log10(1 + Number(inputs[name])),
    intercept + age * Number(inputs['age']),
  );
}

function childPughOf(inputs: ModelInputs): Answer {
  const points = (name: 'bilirubin' | 'inr') => {
    const [low, high] = childPugh[name];
    const value = Number(inputs[name]);
    return value < low ? 1 : value <= high ? 2 : 3;
  };
  const [low, high] = childPugh.albumin;
  const value = Number(inputs['albumin']);
  const albumin = value > high ? 1 : value >= low ? 2 : 3;
  const graded = (name: 'ascites' | 'encephalopathy') =>
    childPugh[name].findIndex((category) => category === inputs[name]) + 1;
  const score = points('bilirubin') + albumin + points('inr') + graded('ascites') + graded('encephalopathy');
  return {
    score,
    class: score <= 6 ? 'A' : score <= 9 ? 'B' : 'C',
    'points.bilirubin': points('bilirubin'),
    'points.albumin': albumin,
    'points.inr': points('inr'),
  };
}
