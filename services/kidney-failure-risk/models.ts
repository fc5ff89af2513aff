import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, readReferenceVectors, type BuiltModel, type Node } from '@cardwright/model-builder';
import {
  albuminuriaLimits,
  ckdEpi,
  cockcroftGault,
  gfrLimits,
  kfreEquations,
  type KfreEquation,
} from './coefficients.ts';
import { ownVectors } from './own-vectors.ts';
import { referencePatients } from './reference-patients.ts';
import kidneyFunctionVectors from './reference-vectors/ckd-epi-2021-cockcroft-gault.json' with { type: 'json' };
import kfreVectors from './reference-vectors/kfre.json' with { type: 'json' };
import {
  inputsOf,
  isKfre,
  kfreVariants,
  kidneyFunctionVariants,
  outputsOf,
  type KidneyFunctionVariant,
  type Variant,
} from './signature.ts';
import { withUacr } from './with-uacr.ts';

const vectors = [...readReferenceVectors(kfreVectors), ...readReferenceVectors(kidneyFunctionVectors)];

const titles: Readonly<Record<Variant, string>> = {
  'kfre-4var': 'Kidney Failure Risk Equation, 4 variables',
  'kfre-6var': 'Kidney Failure Risk Equation, 6 variables',
  'kfre-8var': 'Kidney Failure Risk Equation, 8 variables',
  'ckd-epi-2021-cr': 'CKD-EPI 2021, creatinine',
  'ckd-epi-2021-cr-cys': 'CKD-EPI 2021, creatinine and cystatin C',
  'ckd-epi-2012-cys': 'CKD-EPI 2012, cystatin C',
  'cockcroft-gault': 'Cockcroft-Gault creatinine clearance',
  'kdigo-gfr-category': 'KDIGO GFR category',
  'kdigo-albuminuria-category': 'KDIGO albuminuria category',
};

/** The published equations as float64 graphs with their signatures and golden vectors. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return [...kfreVariants, ...kidneyFunctionVariants].map((variant) => ({
    manifest: manifestOf(variant),
    graph: isKfre(variant)
      ? kfreGraph(kfreEquations[variant], graphOf(variant))
      : kidneyGraph(variant, graphOf(variant)),
    golden: [
      ...vectors
        .filter(({ model }) => model === variant)
        .map(({ model: _model, horizon: _horizon, ...vector }) => ({
          ...vector,
          inputs: withUacr(vector.inputs),
        })),
      ...ownVectors(variant),
    ],
  }));
}

const graphOf = (variant: Variant): GraphBuilder =>
  new GraphBuilder({ name: variant, columns: inputsOf[variant].map(({ name }) => name) });

/** Risk = 1 − S0^exp(x); with the hazard h = −ln S0 · exp(x) its log-odds are h + ln(risk), which stays finite for every h. */
function kfreGraph({ terms, lnUacr, survival }: KfreEquation, g: GraphBuilder): GraphBuilder {
  const x = g.add(
    ...nonEmpty([
      ...Object.entries(terms).map(([name, { coefficient, centre, per = 1 }]) =>
        g.mul(g.sub(g.div(g.column(name), per), centre), coefficient),
      ),
      g.mul(g.sub(g.log(g.column('uacr')), lnUacr.centre), lnUacr.coefficient),
    ]),
  );
  const hazards = [survival.risk_2yr, survival.risk_5yr].map((baseline) =>
    g.mul(
      g.lookup(
        g.column('region'),
        baseline.map((survived) => -Math.log(survived)),
      ),
      g.exp(x),
    ),
  );
  const risks = hazards.map((hazard) => g.sub(1, g.exp(g.neg(hazard))));
  g.outputs(risks);
  g.links(risks.map((risk, index) => g.add(hazards[index] ?? NaN, g.log(risk))));
  return g;
}

function kidneyGraph(variant: KidneyFunctionVariant, g: GraphBuilder): GraphBuilder {
  g.outputs([kidneyNode(variant, g)]);
  return g;
}

function kidneyNode(variant: KidneyFunctionVariant, g: GraphBuilder): Node {
  switch (variant) {
    case 'kdigo-gfr-category':
      return g.points(g.column('egfr'), [
        ...gfrLimits.map((limit, points) => ({ upTo: limit, inclusive: false, points })),
        { upTo: Infinity, inclusive: true, points: gfrLimits.length },
      ]);
    case 'kdigo-albuminuria-category':
      return g.points(g.column('uacr'), [
        { upTo: albuminuriaLimits.a2From, inclusive: false, points: 0 },
        { upTo: albuminuriaLimits.a3Above, inclusive: true, points: 1 },
        { upTo: Infinity, inclusive: true, points: 2 },
      ]);
    case 'cockcroft-gault': {
      const { from, per, female } = cockcroftGault;
      const bySex = g.lookup(g.column('sex'), [female, 1]);
      const numerator = g.mul(g.sub(from, g.column('age')), g.column('weight'), bySex);
      return g.div(numerator, g.mul(g.column('creatinine'), per));
    }
    case 'ckd-epi-2012-cys':
      return ageAndSex(g, ckdEpi[variant], cystatinTerm(g, ckdEpi[variant]));
    case 'ckd-epi-2021-cr':
      return ageAndSex(g, ckdEpi[variant], creatinineTerm(g, ckdEpi[variant]));
    case 'ckd-epi-2021-cr-cys':
      return ageAndSex(g, ckdEpi[variant], g.mul(creatinineTerm(g, ckdEpi[variant]), cystatinTerm(g, ckdEpi[variant])));
  }
}

function ageAndSex(g: GraphBuilder, c: { factor: number; age: number; female: number }, markers: Node): Node {
  return g.mul(markers, c.factor, g.pow(c.age, g.column('age')), g.lookup(g.column('sex'), [c.female, 1]));
}

function creatinineTerm(g: GraphBuilder, { low, high }: { low: readonly [number, number]; high: number }): Node {
  const sex = g.column('sex');
  const ratio = g.div(g.column('creatinine'), g.lookup(sex, ckdEpi.kappa));
  return g.mul(g.pow(g.min(ratio, 1), g.lookup(sex, low)), g.pow(g.max(ratio, 1), high));
}

function cystatinTerm(g: GraphBuilder, { cysLow, cysHigh }: { cysLow: number; cysHigh: number }): Node {
  const ratio = g.div(g.column('cystatin_c'), ckdEpi.cystatinKnot);
  return g.mul(g.pow(g.min(ratio, 1), cysLow), g.pow(g.max(ratio, 1), cysHigh));
}

function manifestOf(variant: Variant): Omit<ModelManifest, 'sha256'> {
  const reference = isKfre(variant) ? 'kfre' : 'ckd-epi-2021-cockcroft-gault';
  const referencePatient = isKfre(variant) ? referencePatients[variant] : undefined;
  const onCard = ['kfre-4var', 'kfre-8var', 'kdigo-gfr-category', 'kdigo-albuminuria-category'].includes(variant);
  return {
    id: `${reference}@${variant}`,
    variant,
    title: titles[variant],
    reference,
    citation: isKfre(variant)
      ? 'Tangri N, Grams ME, Levey AS, et al. JAMA 2016;315(2):164-174, eAppendix'
      : 'Inker LA, et al. N Engl J Med 2021;385:1737-1749; Inker LA, et al. N Engl J Med 2012;367:20-29; Cockcroft DW, Gault MH. Nephron 1976;16:31-41; KDIGO CKD categories',
    // The 6-variable equation is in one package and its port only (reference, cross_check).
    evidence: variant === 'kfre-6var' ? 'single-source' : 'cross-checked',
    use: onCard ? 'card' : 'score',
    inputs: inputsOf[variant],
    outputs: outputsOf(variant),
    ...(referencePatient && { referencePatient }),
    provenance: 'Graph built from the published coefficients in coefficients.ts by models.ts; float64.',
  };
}

function nonEmpty(nodes: readonly Node[]): readonly [Node, ...Node[]] {
  const [first, ...rest] = nodes;
  if (first === undefined) throw new Error('an equation needs terms');
  return [first, ...rest];
}
