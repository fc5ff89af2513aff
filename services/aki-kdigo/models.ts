import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, readReferenceVectors, type Bool, type BuiltModel, type Node } from '@cardwright/model-builder';
import { criteria, slack } from './criteria.ts';
import { ownVectors } from './own-vectors.ts';
import referenceVectors from './reference-vectors.json' with { type: 'json' };
import { inputsOf, outputsOf, variants, type Variant } from './signature.ts';

/** The staging rules as float64 graphs with their signatures and golden vectors. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  const reference = readReferenceVectors(referenceVectors);
  return variants.map((variant) => ({
    manifest: manifestOf(variant),
    graph: graphOf(variant),
    golden: [...reference, ...ownVectors(variant)],
  }));
}

function graphOf(variant: Variant): GraphBuilder {
  const g = new GraphBuilder({ name: variant, columns: inputsOf[variant].map(({ name }) => name) });
  const creatinine = g.column('creatinine');
  const baselines =
    variant === 'kdigo-aki' ? ['lowest_creatinine_7d'] : ['lowest_creatinine_7d', 'median_creatinine_365d'];
  const ratios = baselines.map((name) => ratioStage(g, creatinine, g.column(name)));
  const rises = atLeast(g, g.sub(creatinine, g.column('lowest_creatinine_48h')), criteria.rise);
  const isAcute = baselines
    .map((name) => atLeast(g, creatinine, g.mul(g.column(name), criteria.high.ratio)))
    .reduce((any, next) => g.or(any, next), rises);
  const high = g.where(g.and(atLeast(g, creatinine, criteria.high.from), isAcute), criteria.high.stage, 0);
  const rrt = g.where(g.equal(g.column('rrt'), 1), criteria.rrt.stage, 0);
  const stages = [...ratios, g.toNumber(rises), high, urineStage(g), rrt];
  const worst = stages.reduce((all, next) => g.max(all, next));
  const needed = variant === 'kdigo-aki' ? ['creatinine', 'lowest_creatinine_7d', 'lowest_creatinine_48h', 'rrt'] : [];
  const [first, ...rest] = needed.map((name) => g.column(name));
  g.outputs([worst, ...stages].map((stage) => (first === undefined ? stage : g.missingWith(stage, first, ...rest))));
  return g;
}

/** An absent number reaches nothing. */
const atLeast = (g: GraphBuilder, a: Node, limit: Node | number): Bool => g.greaterOrEqual(g.sub(a, limit), -slack);

const below = (g: GraphBuilder, name: string, limit: number): Bool => g.less(g.sub(g.column(name), limit), -slack);

function ratioStage(g: GraphBuilder, creatinine: Node, baseline: Node): Node {
  return criteria.ratios.reduceRight<Node>(
    (lower, { from, stage }) => g.where(atLeast(g, creatinine, g.mul(baseline, from)), stage, lower),
    g.constant(0),
  );
}

function urineStage(g: GraphBuilder): Node {
  const { h24, h12, h6 } = criteria.urine;
  const one = g.where(below(g, 'urine_ml_kg_h_6h', h6.below), h6.stage, 0);
  const two = g.where(below(g, 'urine_ml_kg_h_12h', h12.below), h12.stage, one);
  const anuria = g.lessOrEqual(g.column('urine_ml_kg_h_12h'), 0);
  return g.where(g.or(below(g, 'urine_ml_kg_h_24h', h24.below), anuria), h24.stage, two);
}

function manifestOf(variant: Variant): Omit<ModelManifest, 'sha256'> {
  return {
    id: `kdigo-aki@${variant}`,
    variant,
    title: variant === 'kdigo-aki' ? 'KDIGO AKI stage' : 'KDIGO AKI stage, from the criteria on record',
    reference: 'kdigo-aki',
    citation: 'KDIGO Clinical Practice Guideline for Acute Kidney Injury. Kidney Int Suppl 2012;2:1-138, table 2',
    evidence: 'cross-checked',
    use: variant === 'kdigo-aki' ? 'score' : 'card',
    inputs: inputsOf[variant],
    outputs: outputsOf(variant),
    provenance: `Graph built from criteria.ts by models.ts: the worst of the creatinine, urine and replacement criteria; float64.${
      variant === 'kdigo-aki'
        ? ''
        : ' A criterion that is not on record gives 0, the least that it can; a second baseline, the median of 8 to 365 days, counts like the first (NHS England AKI algorithm).'
    }`,
  };
}
