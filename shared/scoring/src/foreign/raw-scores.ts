import type { Feeds } from './open-tensor-session.ts';

/** How far float32 arithmetic may carry a sum of probabilities beyond 0 and 1. */
export const probabilityRounding = 1e-5;

/** Names of those of `tensors` that hold a number outside 0 to 1: whatever they are called, they are no probabilities. */
export const rawScores = (results: Feeds, tensors: readonly string[]): readonly string[] =>
  tensors.filter((name) => {
    const data = results[name]?.data;
    if (!(data instanceof Float32Array || data instanceof Float64Array)) return false;
    return data.some((value: number) => value < -probabilityRounding || value > 1 + probabilityRounding);
  });
