import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';

/** The variants, in the order of `service.json`: as published, and from what is on record, a lower bound. */
export const variants = ['qsofa', 'qsofa-recorded', 'sirs', 'sirs-recorded', 'sofa', 'sofa-recorded'] as const;
export type Variant = (typeof variants)[number];

/** The three references. */
export const scores = ['qsofa', 'sirs', 'sofa'] as const;
export type Score = (typeof scores)[number];

/** Which score a variant computes. */
export const scoreOf = (variant: Variant): Score => scores.find((score) => variant.startsWith(score)) ?? 'qsofa';

/** Whether an absent input counts nothing instead of stopping the score. */
export const isRecorded = (variant: Variant): boolean => variant.endsWith('-recorded');

type Unjudged = Omit<SignatureInput, 'presence'> & { readonly optional?: true };

const number = (name: string, unit: string, range: readonly [number, number]): Unjudged => ({
  name,
  unit,
  kind: 'number',
  range,
});
const boolean = (name: string): Unjudged => ({ name, unit: '{boolean}', kind: 'boolean' });

const respRate = number('resp_rate', '/min', [0, 80]);
const gcs = number('gcs', '{score}', [3, 15]);

/** Names, units and ranges of the references. */
const published: Readonly<Record<Score, readonly Unjudged[]>> = {
  qsofa: [respRate, number('sbp', 'mm[Hg]', [30, 300]), gcs],
  sirs: [
    number('temperature', 'Cel', [25, 45]),
    number('heart_rate', '/min', [0, 300]),
    respRate,
    { ...number('paco2', 'mm[Hg]', [5, 150]), optional: true },
    number('wbc', '10*3/uL', [0, 500]),
    { ...number('bands', '%', [0, 100]), optional: true },
  ],
  sofa: [
    number('pao2', 'mm[Hg]', [20, 700]),
    number('fio2', '%', [21, 100]),
    boolean('ventilated'),
    number('platelets', '10*3/uL', [0, 2000]),
    number('bilirubin', 'mg/dL', [0, 60]),
    number('map', 'mm[Hg]', [20, 200]),
    number('dopamine', 'ug/kg/min', [0, 50]),
    number('epinephrine', 'ug/kg/min', [0, 5]),
    number('norepinephrine', 'ug/kg/min', [0, 5]),
    number('dobutamine', 'ug/kg/min', [0, 50]),
    gcs,
    number('creatinine', 'mg/dL', [0.1, 25]),
    number('urine_24h', 'mL', [0, 20000]),
  ],
};

/** What a chart says without a number: anything but alert, and a vasoactive drug of unknown rate. */
const unmeasured: Readonly<Record<Score, readonly Unjudged[]>> = {
  qsofa: [boolean('altered_mentation')],
  sirs: [],
  sofa: ['norepinephrine_given', 'dopamine_given', 'dobutamine_given'].map(boolean),
};

/** The inputs of a variant, in column order. */
export function inputsOf(variant: Variant): readonly SignatureInput[] {
  const score = scoreOf(variant);
  const all = isRecorded(variant) ? [...published[score], ...unmeasured[score]] : published[score];
  return all.map(({ optional, ...input }) => ({
    ...input,
    presence: optional === true || isRecorded(variant) ? 'optional' : 'required',
  }));
}

/** The parts of each score, in the order of the card. */
export const components: Readonly<Record<Score, readonly string[]>> = {
  qsofa: ['respiration', 'pressure', 'mentation'],
  sirs: ['temperature', 'heart_rate', 'respiration', 'leukocytes'],
  sofa: ['respiration', 'coagulation', 'liver', 'cardiovascular', 'cns', 'renal'],
};

const perComponent: Readonly<Record<Score, number>> = { qsofa: 1, sirs: 1, sofa: 4 };

/** The highest sum. */
export const highest = (score: Score): number => perComponent[score] * components[score].length;

/** Score, whether the screen is positive (SOFA has no such word), and the points of each part. */
export function outputsOf(variant: Variant): readonly SignatureOutput[] {
  const score = scoreOf(variant);
  const inputs = inputsOf(variant).map(({ name }) => name);
  const sum: SignatureOutput = {
    name: 'score',
    unit: '{score}',
    kind: 'score',
    inputs,
    column: 0,
    range: [0, highest(score)],
  };
  const positive: readonly SignatureOutput[] =
    score === 'sofa'
      ? []
      : [{ name: 'positive', unit: '{category}', kind: 'category', categories: ['false', 'true'], inputs, column: 1 }];
  const parts = components[score].map((name, index): SignatureOutput => ({
    name: `components.${name}`,
    unit: '{score}',
    kind: 'score',
    inputs,
    column: index + 1 + positive.length,
    range: [0, perComponent[score]],
  }));
  return [sum, ...positive, ...parts];
}
