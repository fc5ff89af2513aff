import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, linearBlock, type BuiltModel, type Node, type Terms } from '@cardwright/model-builder';
import { ownVectors } from './own-vectors.ts';
import { readCoefficients, type Sex } from './read-coefficients.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';
import { referencePatient } from './reference-patient.ts';
import { inputsOf, outputsOf } from './signature.ts';
import {
  horizons,
  models,
  optionalInputsOf,
  outcomes,
  referenceId,
  variantOf,
  type Horizon,
  type Model,
  type Outcome,
} from './variants.ts';

const citation =
  'Khan SS, Matsushita K, Sang Y, et al. Development and Validation of the American Heart Association PREVENT Equations. Circulation 2024;149(6):430-449. doi:10.1161/CIRCULATIONAHA.123.067626, Supplemental Table S12A-J';
const titles: Readonly<Record<Model, string>> = {
  base: 'base',
  hba1c: 'with HbA1c',
  uacr: 'with urine albumin-creatinine ratio',
  sdi: 'with Social Deprivation Index',
  full: 'with HbA1c, urine albumin-creatinine ratio and Social Deprivation Index',
};

/**
 * BMI enters heart failure only, cholesterol and statins enter the others only: where one is absent, it must not reach an
 * outcome that does not depend on it. So each group has a matrix product of its own.
 */
const withBmi: readonly Outcome[] = ['heart_failure'];
const withLipids = outcomes.filter((outcome) => !withBmi.includes(outcome));
const groups = [withLipids, withBmi];
const sexes: readonly Sex[] = ['female', 'male'];

/** The ten equations as float64 graphs with signature and golden vectors. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return horizons.flatMap((horizon) =>
    models.map((model) => ({
      manifest: manifestOf(model, horizon),
      graph: graphOf(model, horizon),
      golden: [...referenceVectors(model, horizon), ...ownVectors(model, horizon)],
    })),
  );
}

function manifestOf(model: Model, horizon: Horizon): Omit<ModelManifest, 'sha256'> {
  // The 30-year coefficients of the add-on models rest on one source (clinical reference, cross_check).
  const isSingleSource = horizon === '30yr' && model !== 'base';
  return {
    id: `${referenceId}@${variantOf(model, horizon)}`,
    variant: variantOf(model, horizon),
    title: `AHA PREVENT ${titles[model]}, ${horizon === '10yr' ? '10' : '30'}-year risk`,
    reference: referenceId,
    citation,
    evidence: isSingleSource ? 'single-source' : 'cross-checked',
    use: isSingleSource ? 'score' : 'card',
    inputs: inputsOf(model, horizon),
    outputs: outputsOf(model, horizon),
    interactionOrder: 2,
    referencePatient: referencePatient(model),
    provenance:
      'Compiled from coefficients.json (Supplemental Table S12) by models.ts; both sexes in one graph; reference vectors from preventr, the Stata modules prevent10i/prevent30i and the published worked example.',
  };
}

function referenceVectors(model: Model, horizon: Horizon): readonly GoldenVector[] {
  return readReferenceVectors()
    .filter((vector) => vector.model === model && vector.horizon === horizon)
    .map(({ id, inputs, expected, tolerance, source }) => ({
      id,
      inputs,
      expected: numbersOf(expected),
      tolerance,
      source,
    }));
}

const numbersOf = (expected: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(expected).filter((entry): entry is [string, number] => typeof entry[1] === 'number'),
  );

function graphOf(model: Model, horizon: Horizon): GraphBuilder {
  const g = new GraphBuilder({
    name: `${referenceId}-${variantOf(model, horizon)}`,
    columns: inputsOf(model, horizon).map(({ name }) => name),
  });
  const terms = termsOf(g, model);
  const sex = g.column('sex');
  const coefficients = {
    female: readCoefficients(model, horizon, 'female'),
    male: readCoefficients(model, horizon, 'male'),
  };
  // Both sexes of a group in one product: first the women's outcomes, then the men's.
  const predictors = (group: readonly Outcome[]) =>
    linearBlock(
      g,
      sexes.flatMap((of) => group.map((outcome) => coefficients[of][outcome])),
      terms,
    );
  const computed = groups.flatMap((group) => sexes.flatMap((of) => group.map((outcome) => `${of} ${outcome}`)));
  const all = g.stack(groups.map(predictors));
  const linksOf = (of: Sex) =>
    g.pick(
      all,
      outcomes.map((outcome) => computed.indexOf(`${of} ${outcome}`)),
    );
  const inOrder = g.where(g.equal(sex, 1), linksOf('male'), linksOf('female'));
  const guarded = g.missingWith(inOrder, sex);
  g.links([guarded]);
  g.outputs([g.sigmoid(guarded)]);
  return g;
}

/** Products of two terms, which are terms of their own. */
const products = {
  age_squared: ['age', 'age'],
  bp_tx_sbp_gte_110: ['bp_tx', 'sbp_gte_110'],
  statin_non_hdl_c: ['statin', 'non_hdl_c'],
  age_non_hdl_c: ['age', 'non_hdl_c'],
  age_hdl_c: ['age', 'hdl_c'],
  age_sbp_gte_110: ['age', 'sbp_gte_110'],
  age_dm: ['age', 'dm'],
  age_smoking: ['age', 'smoking'],
  age_bmi_gte_30: ['age', 'bmi_gte_30'],
  age_egfr_lt_60: ['age', 'egfr_lt_60'],
} as const;

function termsOf(g: GraphBuilder, model: Model): Terms {
  const flags = ['dm', 'smoking', 'bp_tx', 'statin'];
  const scaled = scaledTerms(g);
  const main = g.stack([scaled.block, ...flags.map((name) => g.column(name))]);
  const names = [...scaled.names, ...flags];
  const factors = (which: 0 | 1) =>
    g.pick(
      main,
      Object.values(products).map((pair) => names.indexOf(pair[which])),
    );
  const optional = optionalTerms(g, model);
  return {
    names: [...names, ...Object.keys(products), ...Object.keys(optional)],
    block: g.stack([main, g.mul(factors(0), factors(1)), ...Object.values(optional)]),
  };
}

/** A continuous predictor: (value limited to `from`–`to`, times `factor`, less `centre`) / `step`. */
interface Scaled {
  readonly name: string;
  readonly value: Node;
  readonly from?: number;
  readonly to?: number;
  readonly factor?: number;
  readonly centre: number;
  readonly step: number;
}

/** Continuous predictors; cholesterol from mg/dL to mmol/L, splines by their limits. All in one block: one kernel call a step. */
function scaledTerms(g: GraphBuilder): Terms {
  const [sbp, egfr, bmi, hdl] = [g.column('sbp'), g.column('egfr'), g.column('bmi'), g.column('hdl_c')];
  const mmolPerMg = 0.02586;
  const scales: readonly Scaled[] = [
    { name: 'age', value: g.column('age'), centre: 55, step: 10 },
    { name: 'non_hdl_c', value: g.sub(g.column('total_c'), hdl), factor: mmolPerMg, centre: 3.5, step: 1 },
    { name: 'hdl_c', value: hdl, factor: mmolPerMg, centre: 1.3, step: 0.3 },
    { name: 'sbp_lt_110', value: sbp, to: 110, centre: 110, step: 20 },
    { name: 'sbp_gte_110', value: sbp, from: 110, centre: 130, step: 20 },
    { name: 'bmi_lt_30', value: bmi, to: 30, centre: 25, step: 5 },
    { name: 'bmi_gte_30', value: bmi, from: 30, centre: 30, step: 5 },
    { name: 'egfr_lt_60', value: egfr, to: 60, centre: 60, step: -15 },
    { name: 'egfr_gte_60', value: egfr, from: 60, centre: 90, step: -15 },
  ];
  const row = (of: (scale: Scaled) => number) => g.row(scales.map(of));
  const values = g.stack(scales.map(({ value }) => value));
  const limited = g.max(
    g.min(
      values,
      row(({ to = Infinity }) => to),
    ),
    row(({ from = -Infinity }) => from),
  );
  const scaled = g.mul(
    limited,
    row(({ factor = 1 }) => factor),
  );
  const centred = g.sub(
    scaled,
    row(({ centre }) => centre),
  );
  return {
    names: scales.map(({ name }) => name),
    block: g.div(
      centred,
      row(({ step }) => step),
    ),
  };
}

/** In `full` an absent predictor takes its missing-indicator term; in the other models its absence makes the risk absent. */
function optionalTerms(g: GraphBuilder, model: Model): Readonly<Record<string, Node>> {
  const modelsAbsence = model === 'full';
  const used = optionalInputsOf[model];
  const zeroWhenMissing = (x: Node, value: Node) =>
    modelsAbsence ? g.whenMissing(x, 0, value) : g.missingWith(value, x);
  const missing = (x: Node) => g.toNumber(g.isNaN(x));
  const terms: Record<string, Node> = {};
  if (used.includes('hba1c')) {
    const [x, dm] = [g.column('hba1c'), g.column('dm')];
    const excess = zeroWhenMissing(x, g.sub(x, 5.3));
    Object.assign(terms, {
      hba1c_dm: g.mul(dm, excess),
      hba1c_no_dm: g.mul(g.sub(1, dm), excess),
      missing_hba1c: missing(x),
    });
  }
  if (used.includes('uacr')) {
    const x = g.column('uacr');
    Object.assign(terms, { ln_uacr: zeroWhenMissing(x, g.log(x)), missing_uacr: missing(x) });
  }
  if (used.includes('sdi')) {
    const x = g.column('sdi');
    const between = (low: number, high: number) =>
      zeroWhenMissing(x, g.toNumber(g.and(g.greaterOrEqual(x, low), g.lessOrEqual(x, high))));
    Object.assign(terms, { sdi_4_to_6: between(4, 6), sdi_7_to_10: between(7, 10), missing_sdi: missing(x) });
  }
  return terms;
}
