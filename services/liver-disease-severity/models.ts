import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, readReferenceVectors, type BuiltModel, type Node } from '@cardwright/model-builder';
import { childPugh, floorOfLogs, meld, meld3, meldNaKim, meldNaOptn, meldPlus7, scoreRange } from './coefficients.ts';
import { ownVectors } from './own-vectors.ts';
import childPughVectors from './reference-vectors/child-pugh.json' with { type: 'json' };
import fib4Vectors from './reference-vectors/fib-4.json' with { type: 'json' };
import meldVectors from './reference-vectors/meld.json' with { type: 'json' };
import { dialysis, inputsOf, outputsOf, variants, type Variant } from './signature.ts';

const vectors = [
  ...readReferenceVectors(meldVectors),
  ...readReferenceVectors(childPughVectors).map((vector) => ({ ...vector, model: 'child-pugh' })),
  ...readReferenceVectors(fib4Vectors).map((vector) => ({ ...vector, model: 'fib-4' })),
];

const titles: Readonly<Record<Variant, string>> = {
  'meld-3.0': 'MELD 3.0',
  'meld-na-optn-2016': 'MELD-Na (OPTN 2016)',
  meld: 'MELD',
  'meld-na-kim-2008': 'MELD-Na (Kim 2008)',
  'meld-plus-7': 'MELD-Plus7',
  'child-pugh': 'Child-Pugh',
  'fib-4': 'FIB-4',
};

const citations: Readonly<Record<Variant, string>> = {
  'meld-3.0': 'Kim WR, et al. Gastroenterology 2021;161:1887-1895',
  'meld-na-optn-2016': 'OPTN policy 9.1.D (2016)',
  meld: 'Kamath PS, et al. Hepatology 2001;33:464-470',
  'meld-na-kim-2008': 'Kim WR, et al. N Engl J Med 2008;359:1018-1026',
  'meld-plus-7': 'Kartoun U, et al. PLoS One 2017;12:e0186301',
  'child-pugh': 'Pugh RNH, et al. Br J Surg 1973;60:646-649',
  'fib-4': 'Sterling RK, et al. Hepatology 2006;43:1317-1325',
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
    case 'meld':
      return outputs(g, [meldNode(g), bounded(g, meldNode(g))]);
    case 'meld-na-optn-2016':
      return outputs(g, [optnNode(g, meldNode(g)), bounded(g, optnNode(g, bounded(g, meldNode(g))))]);
    case 'meld-na-kim-2008':
      return outputs(g, [kimNode(g, meldNode(g))]);
    case 'meld-3.0':
      g.links([meld3Node(g)]);
      return outputs(g, [meld3Node(g), bounded(g, meld3Node(g))]);
    case 'meld-plus-7':
      g.links([plus7Node(g)]);
      return outputs(g, [g.sigmoid(plus7Node(g))]);
    case 'child-pugh':
      return outputs(g, childPughNodes(g));
    case 'fib-4':
      return outputs(g, [fib4Node(g)]);
  }
}

function outputs(g: GraphBuilder, nodes: readonly Node[]): GraphBuilder {
  g.outputs(nodes);
  return g;
}

/** Rounded half up and within 6 to 40. */
const bounded = (g: GraphBuilder, score: Node): Node => clamp(g, g.floor(g.add(score, 0.5)), scoreRange);

const clamp = (g: GraphBuilder, node: Node, [low, high]: readonly [number, number]): Node =>
  g.min(g.max(node, low), high);

/** Bounded; with dialysis the upper bound whatever was measured. Without a creatinine there is none. */
function creatinineNode(g: GraphBuilder, bounds: readonly [number, number]): Node {
  const measured = g.column('creatinine');
  const set = g.where(g.equal(g.column(dialysis), 1), bounds[1], clamp(g, measured, bounds));
  return g.missingWith(set, measured);
}

const lnOf = (g: GraphBuilder, name: string): Node => g.log(g.max(g.column(name), floorOfLogs));

function meldNode(g: GraphBuilder): Node {
  const sum = g.add(
    g.mul(g.log(creatinineNode(g, meld.creatinine)), meld.lnCreatinine),
    g.mul(lnOf(g, 'bilirubin'), meld.lnBilirubin),
    g.mul(lnOf(g, 'inr'), meld.lnInr),
    meld.intercept,
  );
  return g.mul(sum, meld.factor);
}

function optnNode(g: GraphBuilder, score: Node): Node {
  const lacking = g.sub(meldNaOptn.sodium[1], clamp(g, g.column('sodium'), meldNaOptn.sodium));
  const adjusted = g.add(
    score,
    g.mul(lacking, meldNaOptn.perSodium),
    g.neg(g.mul(score, lacking, meldNaOptn.perMeldAndSodium)),
  );
  return g.missingWith(g.where(g.greater(score, meldNaOptn.above), adjusted, score), score, lacking);
}

function kimNode(g: GraphBuilder, score: Node): Node {
  const [, most] = meldNaKim.sodium;
  const lacking = g.sub(most, clamp(g, g.column('sodium'), meldNaKim.sodium));
  return g.add(score, lacking, g.neg(g.mul(score, lacking, meldNaKim.perMeldAndSodium)));
}

function meld3Node(g: GraphBuilder): Node {
  const [, mostSodium] = meld3.sodiumBounds;
  const [, mostAlbumin] = meld3.albuminBounds;
  const lnCreatinine = g.log(creatinineNode(g, meld3.creatinine));
  const lnBilirubin = lnOf(g, 'bilirubin');
  const sodium = g.sub(mostSodium, clamp(g, g.column('sodium'), meld3.sodiumBounds));
  const albumin = g.sub(mostAlbumin, clamp(g, g.column('albumin'), meld3.albuminBounds));
  return g.add(
    g.mul(g.column('female'), meld3.female),
    g.mul(lnBilirubin, meld3.lnBilirubin),
    g.mul(sodium, meld3.sodium),
    g.mul(sodium, lnBilirubin, meld3.sodiumAndLnBilirubin),
    g.mul(lnOf(g, 'inr'), meld3.lnInr),
    g.mul(lnCreatinine, meld3.lnCreatinine),
    g.mul(albumin, meld3.albumin),
    g.mul(albumin, lnCreatinine, meld3.albuminAndLnCreatinine),
    meld3.intercept,
  );
}

function plus7Node(g: GraphBuilder): Node {
  const { intercept, age, ...results } = meldPlus7;
  const terms = Object.entries(results).map(([name, coefficient]) =>
    g.mul(g.div(g.log(g.add(g.column(name), 1)), Math.LN10), coefficient),
  );
  return g.add(g.mul(g.column('age'), age), ...terms, intercept);
}

function childPughNodes(g: GraphBuilder): readonly Node[] {
  const rising = (name: 'bilirubin' | 'inr') =>
    g.points(g.column(name), [
      { upTo: childPugh[name][0], inclusive: false, points: 1 },
      { upTo: childPugh[name][1], inclusive: true, points: 2 },
      { upTo: Infinity, inclusive: true, points: 3 },
    ]);
  const albumin = g.points(g.column('albumin'), [
    { upTo: childPugh.albumin[0], inclusive: false, points: 3 },
    { upTo: childPugh.albumin[1], inclusive: true, points: 2 },
    { upTo: Infinity, inclusive: true, points: 1 },
  ]);
  const [bilirubin, inr] = [rising('bilirubin'), rising('inr')];
  const judged = ['ascites', 'encephalopathy'].map((name) => g.add(g.column(name), 1));
  const score = g.add(bilirubin, albumin, inr, ...judged);
  const category = g.points(score, [
    ...childPugh.classLimits.map((upTo, points) => ({ upTo, inclusive: true, points })),
    { upTo: Infinity, inclusive: true, points: 2 },
  ]);
  return [score, category, bilirubin, albumin, inr];
}

function fib4Node(g: GraphBuilder): Node {
  return g.div(g.mul(g.column('age'), g.column('ast')), g.mul(g.column('platelets'), g.sqrt(g.column('alt'))));
}

/** What scores nothing above the floor: every result at the bound from which on it counts. */
const floorPatient: NonNullable<ModelManifest['referencePatient']> = {
  description: 'a man whose every result is at the bound from which on it counts: 6 points, the floor of the score',
  inputs: { creatinine: 1, bilirubin: 1, inr: 1, sodium: 137, albumin: 3.5, female: false, [dialysis]: false },
};

function manifestOf(variant: Variant): Omit<ModelManifest, 'sha256'> {
  const reference = variant.startsWith('meld') ? 'meld' : variant;
  const isScoreOnly = variant === 'meld-na-kim-2008' || variant === 'meld-plus-7';
  return {
    id: `${reference}@${variant}`,
    variant,
    title: titles[variant],
    reference,
    citation: citations[variant],
    // MELD-Plus7 is in one package only (reference, cross_check).
    evidence: variant === 'meld-plus-7' ? 'single-source' : 'cross-checked',
    use: isScoreOnly ? 'score' : 'card',
    inputs: inputsOf[variant],
    outputs: outputsOf(variant),
    ...(variant === 'meld-3.0' && { referencePatient: floorPatient }),
    provenance: 'Graph built from the published coefficients and points in coefficients.ts by models.ts; float64.',
  };
}
