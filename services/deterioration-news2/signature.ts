import type { SignatureInput, SignatureOutput } from '@cardwright/cds-service';
import { consciousnessLetters, riskCategories } from './points-tables.ts';

/** `news2` needs every parameter; `news2-lower-bound` counts an absent one as 0 points. */
export type Variant = 'news2' | 'news2-lower-bound';

type UnjudgedInput = Omit<SignatureInput, 'presence'>;

/** Names, units and ranges of the clinical reference. */
const parameters: readonly UnjudgedInput[] = [
  { name: 'resp_rate', unit: '/min', kind: 'number', range: [0, 80] },
  { name: 'spo2', unit: '%', kind: 'number', range: [50, 100] },
  { name: 'scale2', unit: '{boolean}', kind: 'boolean' },
  { name: 'on_oxygen', unit: '{boolean}', kind: 'boolean' },
  { name: 'sbp', unit: 'mm[Hg]', kind: 'number', range: [30, 300] },
  { name: 'heart_rate', unit: '/min', kind: 'number', range: [0, 300] },
  { name: 'consciousness', unit: '{category}', kind: 'category', categories: consciousnessLetters },
  { name: 'temperature', unit: 'Cel', kind: 'number', range: [25, 45] },
];

/** Outputs that hold the points of one parameter, and what each depends on, in table order. */
export const pointsInputs = {
  points_resp_rate: ['resp_rate'],
  points_spo2: ['spo2', 'scale2', 'on_oxygen'],
  points_oxygen: ['on_oxygen'],
  points_sbp: ['sbp'],
  points_heart_rate: ['heart_rate'],
  points_consciousness: ['consciousness'],
  points_temperature: ['temperature'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PointsOutput = keyof typeof pointsInputs;

/** Input columns of the graph, in order. */
export const columns: readonly string[] = parameters.map((input) => input.name);

/** The inputs of a variant. */
export function inputsOf(variant: Variant): readonly SignatureInput[] {
  const presence = variant === 'news2' ? 'required' : 'optional';
  return parameters.map((input) => ({ ...input, presence }));
}

/** Score, risk category, and the points of each parameter. Points add up to the score: it is its own link. */
export const outputs: readonly SignatureOutput[] = [
  {
    name: 'score',
    unit: '{score}',
    kind: 'score',
    inputs: columns,
    column: 0,
    link: { scale: 'identity', column: 0 },
  },
  { name: 'risk', unit: '{category}', kind: 'category', categories: riskCategories, inputs: columns, column: 1 },
  ...Object.entries(pointsInputs).map(([name, inputs], index): SignatureOutput => ({
    name,
    unit: '{score}',
    kind: 'score',
    inputs,
    column: index + 2,
  })),
];
