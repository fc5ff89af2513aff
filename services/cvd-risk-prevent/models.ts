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
  type OptionalInput,
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
  const coefficients = {
    female: readCoefficients(model, horizon, 'female'),
    male: readCoefficients(model, horizon, 'male'),
  };
  // Both sexes of a group in one product: first the women's outcomes, then the men's. The sex itself weighs nothing, so that
  // without it there is no sum (0 · NaN is NaN) and no guard is needed around the choice.
  const predictors = (group: readonly Outcome[]) =>
    linearBlock(
      g,
      sexes.flatMap((of) => group.map((outcome) => ({ ...coefficients[of][outcome], sex: 0 }))),
      terms,
    );
  const computed = groups.flatMap((group) => sexes.flatMap((of) => group.map((outcome) => `${of} ${outcome}`)));
  const all = g.stack(groups.map(predictors));
  const linksOf = (of: Sex) =>
    g.pick(
      all,
      outcomes.map((outcome) => computed.indexOf(`${of} ${outcome}`)),
    );
  const links = g.where(g.equal(g.block(['sex']), 1), linksOf('male'), linksOf('female'));
  g.links([links]);
  g.outputs([g.sigmoid(links)]);
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
/** HbA1c counts by its excess over 5.3 %, apart for people with and without diabetes. */
const hba1cProducts = { hba1c_dm: ['dm', 'hba1c_excess'], hba1c_no_dm: ['no_dm', 'hba1c_excess'] } as const;

/** Deciles of the Social Deprivation Index that count, from–to. */
const sdiGroups = { sdi_4_to_6: [4, 6], sdi_7_to_10: [7, 10] } as const;

function termsOf(g: GraphBuilder, model: Model): Terms {
  const used = optionalInputsOf[model];
  const { names, block, absent } = scaledTerms(g, model);
  const pick = (...wanted: readonly string[]) =>
    g.pick(
      block,
      wanted.map((name) => names.indexOf(name)),
    );
  const pairs = Object.entries(used.includes('hba1c') ? { ...products, ...hba1cProducts } : products);
  const logs = used.includes('uacr') ? [{ names: ['ln_uacr'], block: g.log(pick('uacr')) }] : [];
  const groups = used.includes('sdi') ? [sdiTerms(g, model, pick)] : [];
  const factors = (which: 0 | 1) => pick(...pairs.map(([, pair]) => pair[which]));
  const multiplied = { names: pairs.map(([name]) => name), block: g.mul(factors(0), factors(1)) };
  const all = [{ names, block }, multiplied, ...logs, ...groups, ...(used.length > 0 ? [absent] : [])];
  return { names: all.flatMap((terms) => terms.names), block: g.stack(all.map((terms) => terms.block)) };
}

/** Whether the decile lies in each group: of an absent one, only a model of absence may say no. */
function sdiTerms(g: GraphBuilder, model: Model, pick: (...wanted: readonly string[]) => Node): Terms {
  const deciles = pick(...Object.keys(sdiGroups).map(() => 'sdi'));
  const bound = (which: 0 | 1) => g.row(Object.values(sdiGroups).map((group) => group[which]));
  const isIn = g.toNumber(g.and(g.greaterOrEqual(deciles, bound(0)), g.lessOrEqual(deciles, bound(1))));
  return { names: Object.keys(sdiGroups), block: model === 'full' ? isIn : g.missingWith(isIn, deciles) };
}

/** A predictor of one input: (value less `minus`, limited to `from`–`to`, times `factor`, less `centre`) / `step`. */
interface Scaled {
  readonly name: string;
  readonly input: string;
  readonly minus?: string;
  readonly from?: number;
  readonly to?: number;
  readonly factor?: number;
  readonly centre?: number;
  readonly step?: number;
  /** What stands for an absent input where the model models absence: the value at which its terms are 0. */
  readonly absentAs?: number;
}

const mmolPerMg = 0.02586;
const scales: readonly Scaled[] = [
  { name: 'age', input: 'age', centre: 55, step: 10 },
  { name: 'sex', input: 'sex' },
  { name: 'non_hdl_c', input: 'total_c', minus: 'hdl_c', factor: mmolPerMg, centre: 3.5 },
  { name: 'hdl_c', input: 'hdl_c', factor: mmolPerMg, centre: 1.3, step: 0.3 },
  { name: 'sbp_lt_110', input: 'sbp', to: 110, centre: 110, step: 20 },
  { name: 'sbp_gte_110', input: 'sbp', from: 110, centre: 130, step: 20 },
  { name: 'bmi_lt_30', input: 'bmi', to: 30, centre: 25, step: 5 },
  { name: 'bmi_gte_30', input: 'bmi', from: 30, centre: 30, step: 5 },
  { name: 'egfr_lt_60', input: 'egfr', to: 60, centre: 60, step: -15 },
  { name: 'egfr_gte_60', input: 'egfr', from: 60, centre: 90, step: -15 },
  ...['dm', 'smoking', 'bp_tx', 'statin'].map((name) => ({ name, input: name })),
  { name: 'no_dm', input: 'dm', factor: -1, centre: -1 },
];
const optionalScales: Readonly<Record<OptionalInput, Scaled>> = {
  hba1c: { name: 'hba1c_excess', input: 'hba1c', centre: 5.3, absentAs: 5.3 },
  uacr: { name: 'uacr', input: 'uacr', absentAs: 1 },
  sdi: { name: 'sdi', input: 'sdi', absentAs: 1 },
};

/** One block of all predictors of one input: one kernel call a step. `absent`: 1 for each that there is no value of. */
function scaledTerms(g: GraphBuilder, model: Model): Terms & { readonly absent: Terms } {
  const all = [...scales, ...optionalInputsOf[model].map((name) => optionalScales[name])];
  const row = (of: (scale: Scaled) => number) => g.row(all.map(of));
  const limited = (values: Node) =>
    g.max(
      g.min(
        values,
        row(({ to = Infinity }) => to),
      ),
      row(({ from = -Infinity }) => from),
    );
  const scaled = (values: Node) =>
    g.div(
      g.sub(
        g.mul(
          limited(values),
          row(({ factor = 1 }) => factor),
        ),
        row(({ centre = 0 }) => centre),
      ),
      row(({ step = 1 }) => step),
    );
  const names = all.map(({ name }) => name);
  const values = valuesOf(g, all);
  const isAbsent = g.isNaN(values);
  const absent = { names: all.map(({ input }) => `missing_${input}`), block: g.toNumber(isAbsent) };
  if (model !== 'full') return { names, block: scaled(values), absent };
  const known = g.where(
    isAbsent,
    row(({ absentAs = NaN }) => absentAs),
    values,
  );
  return { names, block: scaled(known), absent };
}

/** value − 0 · value where nothing is taken off: 0 · NaN would carry another column's absence over, its own it may. */
function valuesOf(g: GraphBuilder, all: readonly Scaled[]): Node {
  const taken = g.mul(
    g.block(all.map(({ input, minus = input }) => minus)),
    g.row(all.map(({ minus }) => (minus ? 1 : 0))),
  );
  return g.sub(g.block(all.map(({ input }) => input)), taken);
}
