import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, readReferenceVectors, type Band, type BuiltModel, type Node } from '@cardwright/model-builder';
import { ownVectors } from './own-vectors.ts';
import { comorbidities, hospital, hospitalCategories, lace, laceExpectedPercent } from './points-tables.ts';
import hospitalVectors from './reference-vectors/hospital-score.json' with { type: 'json' };
import laceVectors from './reference-vectors/lace.json' with { type: 'json' };
import { hospitalVariants, inputsOf, laceVariants, outputsOf, type Variant } from './signature.ts';

/** Golden vectors of the references by the variant they are about; the references leave it out where it is their own. */
const vectors = [
  ...readReferenceVectors(hospitalVectors).map(({ model = 'hospital', ...rest }) => ({ model, ...rest })),
  ...readReferenceVectors(laceVectors).map(({ model = 'lace', ...rest }) => ({ model, ...rest })),
];

const titles: Readonly<Record<Variant, string>> = {
  hospital: 'HOSPITAL score (2016 admission bands)',
  'hospital-bounds': 'HOSPITAL score, least and most with what is not known',
  lace: 'LACE index with its expected risk',
  'lace-risk-table': 'Expected risk by LACE score',
  'lace-bounds': 'LACE index from comorbidities, least and most with what is not known',
};

/** The points tables as float64 graphs with their signatures and golden vectors. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return [...hospitalVariants, ...laceVariants].map((variant) => ({
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
  g.outputs(nodesOf(variant, g));
  return g;
}

function nodesOf(variant: Variant, g: GraphBuilder): readonly Node[] {
  switch (variant) {
    case 'hospital': {
      const score = sum(
        g,
        hospitalParts(g).map(({ points }) => points),
      );
      return [score, g.points(score, categoryBands)];
    }
    case 'hospital-bounds':
      return bounds(g, hospitalParts(g));
    case 'lace': {
      const score = sum(
        g,
        laceParts(g, [g.column('charlson'), g.column('charlson')]).map(({ points }) => points),
      );
      return [score, expectedRisk(g, score), g.points(score, highRiskBands)];
    }
    case 'lace-risk-table':
      return [expectedRisk(g, g.column('score'))];
    case 'lace-bounds': {
      const charlson = [comorbidity(g, 0), comorbidity(g, 1)] as const;
      return [...bounds(g, laceParts(g, charlson)), ...charlson];
    }
  }
}

/** One part of a score: its points, NaN where its input is absent, and the least and most that they can be then. */
interface Part {
  readonly points: Node;
  readonly low: Node;
  readonly high: Node;
}

const part = (g: GraphBuilder, points: Node, most: number): Part => ({
  points,
  low: g.whenMissing(points, 0, points),
  high: g.whenMissing(points, most, points),
});

function hospitalParts(g: GraphBuilder): readonly Part[] {
  const below = (name: 'hemoglobin' | 'sodium') => {
    const { below: limit, points } = hospital[name];
    const bands = [
      { upTo: limit, inclusive: false, points },
      { upTo: Infinity, inclusive: true, points: 0 },
    ];
    return part(g, g.points(g.column(name), bands), points);
  };
  const yes = (name: 'oncology_discharge' | 'procedure' | 'urgent_admission') =>
    part(g, g.mul(g.column(name), hospital[name]), hospital[name]);
  const { from, points } = hospital.length_of_stay_days;
  const stay = [
    { upTo: from, inclusive: false, points: 0 },
    { upTo: Infinity, inclusive: true, points },
  ];
  return [
    below('hemoglobin'),
    yes('oncology_discharge'),
    below('sodium'),
    yes('procedure'),
    yes('urgent_admission'),
    banded(g, 'admissions_prior_year', hospital.admissions_prior_year),
    banded(g, 'length_of_stay_days', stay),
  ];
}

function laceParts(g: GraphBuilder, [charlsonLow, charlsonHigh]: readonly [Node, Node]): readonly Part[] {
  const low = g.points(charlsonLow, lace.charlson);
  return [
    banded(g, 'length_of_stay_days', lace.length_of_stay_days),
    part(g, g.mul(g.column('acute_admission'), lace.acute_admission), lace.acute_admission),
    { points: low, low, high: g.points(charlsonHigh, lace.charlson) },
    part(g, g.min(g.column('ed_visits_6mo'), lace.ed_visits_6mo), lace.ed_visits_6mo),
  ];
}

function banded(g: GraphBuilder, name: string, bands: readonly Band[]): Part {
  return part(g, g.points(g.column(name), bands), Math.max(...bands.map(({ points }) => points)));
}

/** The weights of what is there, where what is not known counts as `unknown`. */
function comorbidity(g: GraphBuilder, unknown: 0 | 1): Node {
  const groups = comorbidities.map((group) =>
    group
      .map(({ name, weight }) => g.mul(g.whenMissing(g.column(name), unknown, g.column(name)), weight))
      .reduce((heaviest, weight) => g.max(heaviest, weight)),
  );
  return sum(g, groups);
}

/** Least, most, and the points of each part that are certain. */
const bounds = (g: GraphBuilder, parts: readonly Part[]): readonly Node[] => [
  sum(
    g,
    parts.map(({ low }) => low),
  ),
  sum(
    g,
    parts.map(({ high }) => high),
  ),
  ...parts.map(({ low }) => low),
];

const categoryBands: readonly Band[] = hospitalCategories.map(({ upTo }, points) => ({
  upTo: points === hospitalCategories.length - 1 ? Infinity : upTo,
  inclusive: true,
  points,
}));
const highRiskBands: readonly Band[] = [
  { upTo: lace.highRiskFrom, inclusive: false, points: 0 },
  { upTo: Infinity, inclusive: true, points: 1 },
];

const expectedRisk = (g: GraphBuilder, score: Node): Node =>
  g.lookup(
    score,
    laceExpectedPercent.map((percent) => percent / 100),
  );

function sum(g: GraphBuilder, nodes: readonly Node[]): Node {
  return nodes.reduce((total, node) => g.add(total, node));
}

function manifestOf(variant: Variant): Omit<ModelManifest, 'sha256'> {
  const isHospital = hospitalVariants.some((name) => name === variant);
  const reference = isHospital ? 'hospital-score' : 'lace';
  const hasRiskTable = variant === 'lace' || variant === 'lace-risk-table';
  return {
    id: `${reference}@${variant}`,
    variant,
    title: titles[variant],
    reference,
    citation: isHospital
      ? 'Donzé J, et al. JAMA Intern Med 2013;173:632-638; Donzé JD, et al. JAMA Intern Med 2016;176:496-502'
      : 'van Walraven C, et al. CMAJ 2010;182:551-557',
    // The table of expected risks is in one source only (reference, cross_check).
    evidence: hasRiskTable ? 'single-source' : 'cross-checked',
    use: variant.endsWith('-bounds') ? 'card' : 'score',
    inputs: inputsOf[variant],
    outputs: outputsOf(variant),
    provenance: 'Graph built from the published points in points-tables.ts by models.ts; float64.',
  };
}
