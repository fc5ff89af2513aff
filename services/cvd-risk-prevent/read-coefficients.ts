import data from './coefficients.json' with { type: 'json' };
import type { Horizon, Model, Outcome } from './variants.ts';

export type Sex = 'female' | 'male';
/** Published coefficient by term of the formula; `constant` is the intercept. */
export type Coefficients = Readonly<Record<string, number>>;

const table: Readonly<
  Record<Model, Readonly<Record<Horizon, Readonly<Record<Sex, Readonly<Record<Outcome, Coefficients>>>>>>>
> = data.coefficients;

/** Coefficients of one equation and sex, by outcome. Source: `coefficients.json`, Supplemental Table S12 of the paper. */
export function readCoefficients(model: Model, horizon: Horizon, sex: Sex): Readonly<Record<Outcome, Coefficients>> {
  return table[model][horizon][sex];
}
