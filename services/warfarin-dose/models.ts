import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, type BuiltModel, type Node } from '@cardwright/model-builder';
import {
  dubois,
  gageClinical,
  gagePharmacogenetic,
  iwpcClinical,
  iwpcPharmacogenetic,
  type GageCoefficients,
  type IwpcCoefficients,
} from './coefficients.ts';
import { ownVectors } from './own-vectors.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';
import { referencePatients } from './reference-patients.ts';
import { gageOutputs, inputsOf, iwpcOutputs, type Variant } from './signatures.ts';

const citations = {
  iwpc: 'International Warfarin Pharmacogenetics Consortium. Estimation of the warfarin dose with clinical and pharmacogenetic data. N Engl J Med 2009;360:753-764 (supplement S1e, S1f)',
  gage: 'Gage BF, Eby C, Johnson JA, et al. Use of pharmacogenetic and clinical factors to predict the therapeutic dose of warfarin. Clin Pharmacol Ther 2008;84:326-331',
} as const;

/** Golden vectors a variant carries at least: all of the reference, filled up with our own. */
const goldenVectors = 60;

/** The four published equations as float64 graphs with their signatures and golden vectors. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return [
    iwpc('iwpc-pharmacogenetic', 'IWPC pharmacogenetic', iwpcPharmacogenetic),
    iwpc('iwpc-clinical', 'IWPC clinical', iwpcClinical),
    gage('gage-pharmacogenetic', 'Gage pharmacogenetic', gagePharmacogenetic),
    gage('gage-clinical', 'Gage clinical', gageClinical),
  ];
}

function iwpc(variant: 'iwpc-pharmacogenetic' | 'iwpc-clinical', title: string, c: IwpcCoefficients): BuiltModel {
  const graph = graphOf(variant);
  const root = graph.add(
    graph.constant(c.intercept),
    graph.mul(graph.floor(graph.div(graph.column('age'), 10)), c.ageDecades),
    graph.mul(graph.column('height'), c.height),
    graph.mul(graph.column('weight'), c.weight),
    ...(c.vkorc1 ? [table(graph, variant, 'vkorc1', c.vkorc1)] : []),
    ...(c.cyp2c9 ? [table(graph, variant, 'cyp2c9', c.cyp2c9)] : []),
    table(graph, variant, 'race', c.race),
    graph.mul(graph.column('inducer'), c.inducer),
    graph.mul(graph.column('amiodarone'), c.amiodarone),
  );
  // A negative root must be refused, not squared: the square would be a plausible dose for nobody.
  const weekly = graph.where(graph.less(root, 0), graph.constant(NaN), graph.mul(root, root));
  graph.outputs([weekly, graph.div(weekly, 7), root]);
  graph.links([root]);
  return {
    manifest: {
      ...manifestOf(variant, title, citations.iwpc),
      use: 'card',
      outputs: iwpcOutputs(variant),
      referencePatient: referencePatients[variant],
    },
    graph,
    golden: golden(variant),
  };
}

function gage(variant: 'gage-pharmacogenetic' | 'gage-clinical', title: string, c: GageCoefficients): BuiltModel {
  const graph = graphOf(variant);
  const bsa = graph.mul(
    graph.pow(graph.column('weight'), dubois.weight),
    graph.pow(graph.column('height'), dubois.height),
    dubois.factor,
  );
  const log = graph.add(
    graph.constant(c.intercept),
    graph.mul(bsa, c.bsa),
    graph.mul(graph.column('age'), c.age),
    graph.mul(graph.column('target_inr'), c.targetInr),
    graph.mul(graph.column('amiodarone'), c.amiodarone),
    graph.mul(graph.column('smoker'), c.smoker),
    graph.mul(graph.column('african_american'), c.africanAmerican),
    graph.mul(graph.column('dvt_pe'), c.dvtPe),
    ...gageGenotype(graph, variant, c),
  );
  const daily = graph.exp(log);
  graph.outputs([daily, graph.mul(daily, 7)]);
  graph.links([log]);
  return {
    manifest: { ...manifestOf(variant, title, citations.gage), use: 'score', outputs: gageOutputs(variant) },
    graph,
    golden: golden(variant),
  };
}

/** Gage counts alleles; one public copy treats the genes as present or absent, which is wrong. */
function gageGenotype(graph: GraphBuilder, variant: Variant, c: GageCoefficients): readonly Node[] {
  const { vkorc1PerA, cyp2c9PerStar2, cyp2c9PerStar3 } = c;
  if (vkorc1PerA === undefined || cyp2c9PerStar2 === undefined || cyp2c9PerStar3 === undefined) return [];
  return [
    table(graph, variant, 'vkorc1', { GG: 0, AG: vkorc1PerA, AA: 2 * vkorc1PerA }),
    table(graph, variant, 'cyp2c9', {
      '*1/*1': 0,
      '*1/*2': cyp2c9PerStar2,
      '*1/*3': cyp2c9PerStar3,
      '*2/*2': 2 * cyp2c9PerStar2,
      '*2/*3': cyp2c9PerStar2 + cyp2c9PerStar3,
      '*3/*3': 2 * cyp2c9PerStar3,
    }),
  ];
}

/** The coefficient of the category in the named column, in the order of the signature's categories. */
function table(graph: GraphBuilder, variant: Variant, name: string, terms: Readonly<Record<string, number>>): Node {
  const input = inputsOf[variant].find((candidate) => candidate.name === name);
  const values = (input?.categories ?? []).map((category) => {
    const value = terms[category];
    if (value === undefined) throw new Error(`${variant}: no coefficient for ${name} ${category}`);
    return value;
  });
  return graph.lookup(graph.column(name), values);
}

const graphOf = (variant: Variant): GraphBuilder =>
  new GraphBuilder({ name: `warfarin-dosing-${variant}`, columns: inputsOf[variant].map((input) => input.name) });

function manifestOf(variant: Variant, title: string, citation: string) {
  return {
    id: `warfarin-dosing@${variant}`,
    variant,
    title: `${title} warfarin dose`,
    reference: 'warfarin-dosing',
    citation,
    evidence: 'cross-checked',
    inputs: inputsOf[variant],
    provenance:
      'Graph built from the published coefficients in coefficients.ts; float64; opset and operators by shared/model-builder.',
  } as const satisfies Partial<ModelManifest>;
}

function golden(variant: Variant): readonly GoldenVector[] {
  const reference = readReferenceVectors(variant);
  return [...reference, ...ownVectors(variant, Math.max(24, goldenVectors - reference.length))];
}
