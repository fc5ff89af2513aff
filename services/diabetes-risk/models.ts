import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, linear, readReferenceVectors, type BuiltModel, type Node } from '@cardwright/model-builder';
import { ada, findrisc, wilsonLimits, wilsonLogistic, wilsonPoints, wilsonTable } from './coefficients.ts';
import { ownVectors } from './own-vectors.ts';
import adaVectors from './reference-vectors/ada-diabetes-risk-test.json' with { type: 'json' };
import findriscVectors from './reference-vectors/findrisc.json' with { type: 'json' };
import wilsonVectors from './reference-vectors/framingham-offspring-diabetes.json' with { type: 'json' };
import { adaItems, inputsOf, outputsOf, referenceOf, variants, type Variant } from './signature.ts';

const vectors = [
  ...readReferenceVectors(adaVectors).map((vector) => ({ ...vector, model: 'ada-risk-test' })),
  ...readReferenceVectors(findriscVectors).map((vector) => ({ ...vector, model: 'findrisc' })),
  ...readReferenceVectors(wilsonVectors),
];

const titles: Readonly<Record<Variant, string>> = {
  'ada-risk-test': 'ADA diabetes risk test',
  findrisc: 'FINDRISC',
  'wilson-2007-logistic-bmi': 'Framingham Offspring 8-year diabetes risk, logistic',
  'wilson-2007-points': 'Framingham Offspring 8-year diabetes risk, points',
};

const wilsonCitation = 'Wilson PWF, Meigs JB, Sullivan L, et al. Arch Intern Med 2007;167:1068-1074';
const citations: Readonly<Record<Variant, string>> = {
  'ada-risk-test': 'Bang H, Edwards AM, Bomback AS, et al. Ann Intern Med 2009;151:775-783',
  findrisc: 'Lindström J, Tuomilehto J. Diabetes Care 2003;26:725-731',
  'wilson-2007-logistic-bmi': wilsonCitation,
  'wilson-2007-points': wilsonCitation,
};

/** The published scores as float64 graphs with their signatures and golden vectors. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return variants.map((variant) => ({
    manifest: manifestOf(variant),
    graph: graphOf(variant),
    golden: [
      ...vectors
        .filter(({ model }) => model === variant)
        .map(({ model: _model, horizon: _horizon, ...vector }) => vector),
      ...ownVectors(variant),
    ],
  }));
}

function graphOf(variant: Variant): GraphBuilder {
  const g = new GraphBuilder({ name: variant, columns: inputsOf[variant].map(({ name }) => name) });
  switch (variant) {
    case 'ada-risk-test': {
      const parts = adaParts(g);
      const score = sum(
        g,
        adaItems.map((item) => parts[item]),
      );
      const screen = g.missingWith(g.toNumber(g.greaterOrEqual(score, ada.testFrom)), score);
      g.outputs([score, screen, ...adaItems.map((item) => parts[item])]);
      return g;
    }
    case 'findrisc':
      g.outputs([sum(g, findriscParts(g))]);
      return g;
    case 'wilson-2007-logistic-bmi':
      g.outputs([g.sigmoid(linear(g, wilsonLogistic, wilsonTraits(g)))]);
      return g;
    case 'wilson-2007-points': {
      const points = linear(g, wilsonPoints, wilsonTraits(g));
      const last = wilsonTable.percent.length - 1;
      const row = g.min(g.max(g.sub(points, wilsonTable.from), 0), last);
      g.outputs([
        points,
        g.lookup(
          row,
          wilsonTable.percent.map((percent) => percent / 100),
        ),
      ]);
      return g;
    }
  }
}

const sum = (g: GraphBuilder, nodes: readonly Node[]): Node => g.add(0, ...nodes);

/** 0 points for yes. */
const pointsForNo = (g: GraphBuilder, name: string, points: number): Node => g.mul(g.sub(1, g.column(name)), points);

function adaParts(g: GraphBuilder): Readonly<Record<(typeof adaItems)[number], Node>> {
  const sex = g.column('sex');
  return {
    age: g.points(g.column('age'), ada.age),
    sex: g.lookup(sex, [0, ada.male]),
    gestational_diabetes: g.mul(g.column('gestational_diabetes'), g.lookup(sex, [ada.gestationalDiabetes, 0])),
    family_history: g.mul(g.column('family_history'), ada.familyHistory),
    hypertension: g.mul(g.column('hypertension'), ada.hypertension),
    physically_active: pointsForNo(g, 'physically_active', ada.notActive),
    bmi: g.points(g.column('bmi'), ada.bmi),
  };
}

function findriscParts(g: GraphBuilder): readonly Node[] {
  const [sex, waist] = [g.column('sex'), g.column('waist')];
  const [ofWomen, ofMen] = [g.points(waist, findrisc.waist.female), g.points(waist, findrisc.waist.male)];
  return [
    g.points(g.column('age'), findrisc.age),
    g.points(g.column('bmi'), findrisc.bmi),
    g.missingWith(g.where(g.equal(sex, 1), ofMen, ofWomen), sex, waist),
    pointsForNo(g, 'physical_activity', findrisc.notActive),
    pointsForNo(g, 'daily_fruit_veg', findrisc.noDailyFruit),
    g.mul(g.column('bp_medication'), findrisc.bpMedication),
    g.mul(g.column('high_glucose_history'), findrisc.highGlucose),
    g.lookup(g.column('family_history'), findrisc.familyHistory),
  ];
}

/** Each trait 0 or 1, absent where what it is read from is absent. */
function wilsonTraits(g: GraphBuilder): Readonly<Record<string, Node>> {
  const limits = wilsonLimits;
  const [age, bmi, sex] = [g.column('age'), g.column('bmi'), g.column('sex')];
  const [sbp, dbp, treated, hdl] = [g.column('sbp'), g.column('dbp'), g.column('bp_medication'), g.column('hdl_c')];
  const atLeast = (node: Node, limit: number) => g.missingWith(g.toNumber(g.greaterOrEqual(node, limit)), node);
  const between = (node: Node, from: number, to: number) =>
    g.missingWith(g.toNumber(g.and(g.greaterOrEqual(node, from), g.less(node, to))), node);
  const isHigh = g.or(g.greaterOrEqual(sbp, limits.sbp), g.greaterOrEqual(dbp, limits.dbp), g.equal(treated, 1));
  const isLow = g.less(hdl, g.lookup(sex, [limits.lowHdl.female, limits.lowHdl.male]));
  return {
    age_50_64: between(age, limits.age50, limits.age65),
    age_65_plus: atLeast(age, limits.age65),
    male: sex,
    parental_history: g.column('parental_history'),
    overweight: between(bmi, limits.overweight, limits.obese),
    obese: atLeast(bmi, limits.obese),
    high_pressure: g.missingWith(g.toNumber(isHigh), sbp, dbp, treated),
    low_hdl: g.missingWith(g.toNumber(isLow), hdl, sex),
    high_triglycerides: atLeast(g.column('triglycerides'), limits.triglycerides),
    high_glucose: atLeast(g.column('fasting_glucose'), limits.glucose),
  };
}

function manifestOf(variant: Variant): Omit<ModelManifest, 'sha256'> {
  // The paper's discussion prints 2 points where the study's page and the reference have 3 (README).
  const isDisputed = variant === 'wilson-2007-points';
  return {
    id: `${referenceOf[variant]}@${variant}`,
    variant,
    title: titles[variant],
    reference: referenceOf[variant],
    citation: citations[variant],
    evidence: isDisputed ? 'single-source' : 'cross-checked',
    use: isDisputed ? 'score' : 'card',
    inputs: inputsOf[variant],
    outputs: outputsOf(variant),
    provenance: 'Graph built from the published points and coefficients in coefficients.ts by models.ts; float64.',
  };
}
