import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, linear, type BuiltModel, type Node } from '@cardwright/model-builder';
import { ownVectors } from './own-vectors.ts';
import { readCoefficients } from './read-coefficients.ts';
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
  const terms = { ...baseTerms(g), ...optionalTerms(g, model) };
  const sex = g.column('sex');
  const female = readCoefficients(model, horizon, 'female');
  const male = readCoefficients(model, horizon, 'male');
  const links = outcomes.map((outcome) => {
    const ofSex = g.where(g.equal(sex, 1), linear(g, male[outcome], terms), linear(g, female[outcome], terms));
    return g.missingWith(ofSex, sex);
  });
  g.links(links);
  g.outputs(links.map((link) => g.sigmoid(link)));
  return g;
}

function baseTerms(g: GraphBuilder): Readonly<Record<string, Node>> {
  const [dm, smoking, bp_tx, statin] = [g.column('dm'), g.column('smoking'), g.column('bp_tx'), g.column('statin')];
  const age = g.div(g.sub(g.column('age'), 55), 10);
  const non_hdl_c = g.sub(g.mul(g.sub(g.column('total_c'), g.column('hdl_c')), 0.02586), 3.5);
  const hdl_c = g.div(g.sub(g.mul(g.column('hdl_c'), 0.02586), 1.3), 0.3);
  const sbp_gte_110 = g.div(g.sub(g.max(g.column('sbp'), 110), 130), 20);
  const egfr_lt_60 = g.div(g.sub(g.min(g.column('egfr'), 60), 60), -15);
  const bmi_gte_30 = g.div(g.sub(g.max(g.column('bmi'), 30), 30), 5);
  return {
    ...{ age, non_hdl_c, hdl_c, sbp_gte_110, egfr_lt_60, bmi_gte_30, dm, smoking, bp_tx, statin },
    age_squared: g.mul(age, age),
    sbp_lt_110: g.div(g.sub(g.min(g.column('sbp'), 110), 110), 20),
    bmi_lt_30: g.div(g.sub(g.min(g.column('bmi'), 30), 25), 5),
    egfr_gte_60: g.div(g.sub(g.max(g.column('egfr'), 60), 90), -15),
    bp_tx_sbp_gte_110: g.mul(bp_tx, sbp_gte_110),
    statin_non_hdl_c: g.mul(statin, non_hdl_c),
    age_non_hdl_c: g.mul(age, non_hdl_c),
    age_hdl_c: g.mul(age, hdl_c),
    age_sbp_gte_110: g.mul(age, sbp_gte_110),
    age_dm: g.mul(age, dm),
    age_smoking: g.mul(age, smoking),
    age_bmi_gte_30: g.mul(age, bmi_gte_30),
    age_egfr_lt_60: g.mul(age, egfr_lt_60),
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
