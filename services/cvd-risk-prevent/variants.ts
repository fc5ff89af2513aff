/** The five equations: without optional predictors, with one of them, and with all. */
export const models = ['base', 'hba1c', 'uacr', 'sdi', 'full'] as const;
/** Time spans of the published equations. */
export const horizons = ['10yr', '30yr'] as const;
/** The optional predictors. Social deprivation (`sdi`) is not chart data: it is accepted by `score` only. */
export const optionalInputs = ['hba1c', 'uacr', 'sdi'] as const;
/** What each equation estimates, in the order of the graph's columns. */
export const outcomes = ['total_cvd', 'ascvd', 'heart_failure', 'chd', 'stroke'] as const;

export type Model = (typeof models)[number];
export type Horizon = (typeof horizons)[number];
export type OptionalInput = (typeof optionalInputs)[number];
export type Outcome = (typeof outcomes)[number];
export type Variant = `${Model}-${Horizon}`;

/** File and signature name of one equation, such as `base-10yr`. */
export const variantOf = (model: Model, horizon: Horizon): Variant => `${model}-${horizon}`;

/** All ten, ten-year first. */
export const variants: readonly Variant[] = horizons.flatMap((horizon) =>
  models.map((model) => variantOf(model, horizon)),
);

/** The optional predictors that a model takes. */
export const optionalInputsOf: Readonly<Record<Model, readonly OptionalInput[]>> = {
  base: [],
  hba1c: ['hba1c'],
  uacr: ['uacr'],
  sdi: ['sdi'],
  full: optionalInputs,
};

export const referenceId = 'aha-prevent-2023';
