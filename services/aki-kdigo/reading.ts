import type { FeatureVector, ModelInputs, Prediction, PresentFeature } from '@cardwright/cds-service';
import { components } from './signature.ts';

/** The two ways to choose a baseline. */
export const baselineKinds = [
  { feature: 'lowest_creatinine_7d', part: 'ratio_7d', words: 'the lowest result of the 7 days before' },
  {
    feature: 'median_creatinine_365d',
    part: 'ratio_365d',
    words: 'the median of the results 8 to 365 days before',
  },
] as const;

/** A baseline that is on record. */
export interface Baseline {
  readonly kind: (typeof baselineKinds)[number];
  /** With its value in mg/dL, its date (of a median: of its newest result) and what it came from. */
  readonly feature: PresentFeature;
  readonly value: number;
}

/** What the prediction says, as the words need it. */
export interface Reading {
  readonly model: string;
  readonly inputs: ModelInputs;
  /** 0 to 3. */
  readonly stage: number;
  /** The stage that a criterion gives by itself (`ratio_7d`, `urine` …). */
  readonly part: (name: string) => number;
  /** Those on record, the one that is used first: the lower of the two, which gives the higher ratio. */
  readonly baselines: readonly Baseline[];
  /** The stage could be higher: a creatinine, a baseline or replacement therapy is not known. */
  readonly atLeast: boolean;
}

/** Reads the one prediction of a plan. `undefined` when there is none. */
export function readPrediction(vector: FeatureVector, predictions: readonly Prediction[]): Reading | undefined {
  const prediction = predictions.find(({ variant }) => variant === 'kdigo-aki-recorded');
  if (prediction === undefined) return undefined;
  const { inputs, outputs, model } = prediction;
  const numbers = new Map(
    ['stage', ...components['kdigo-aki-recorded'].map((name) => `components.${name}`)].map((name) => {
      const value = outputs[name]?.value;
      return [name, typeof value === 'number' ? value : 0];
    }),
  );
  const stage = numbers.get('stage') ?? 0;
  const baselines = baselinesOf(vector, inputs);
  const isOpen = inputs['rrt'] == null || inputs['creatinine'] == null || baselines.length === 0;
  return {
    model,
    inputs,
    stage,
    part: (name) => numbers.get(`components.${name}`) ?? 0,
    baselines,
    atLeast: stage < 3 && isOpen,
  };
}

function baselinesOf({ features }: FeatureVector, inputs: ModelInputs): readonly Baseline[] {
  return baselineKinds
    .flatMap((kind) => {
      const feature = features[kind.feature];
      const value = inputs[kind.feature];
      return feature?.status === 'present' && typeof value === 'number' ? [{ kind, feature, value }] : [];
    })
    .toSorted((a, b) => a.value - b.value);
}
