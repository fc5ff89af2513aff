import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, readReferenceVectors, type Bool, type BuiltModel, type Node } from '@cardwright/model-builder';
import * as cut from './criteria.ts';
import { ownVectors } from './own-vectors.ts';
import qsofaVectors from './reference-vectors/qsofa.json' with { type: 'json' };
import sirsVectors from './reference-vectors/sirs.json' with { type: 'json' };
import sofaVectors from './reference-vectors/sofa.json' with { type: 'json' };
import { inputsOf, isRecorded, outputsOf, scoreOf, variants, type Score, type Variant } from './signature.ts';

const reference = {
  qsofa: readReferenceVectors(qsofaVectors),
  sirs: readReferenceVectors(sirsVectors),
  sofa: readReferenceVectors(sofaVectors),
};
const titles: Readonly<Record<Score, string>> = { qsofa: 'qSOFA', sirs: 'SIRS', sofa: 'SOFA' };
const citations: Readonly<Record<Score, string>> = {
  qsofa: 'Singer M, et al. JAMA 2016;315:801-810',
  sirs: 'Bone RC, et al. Chest 1992;101:1644-1655',
  sofa: 'Vincent JL, et al. Intensive Care Med 1996;22:707-710',
};

/** The three scores as float64 graphs, each as published and as a lower bound from what is on record. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return variants.map((variant) => ({
    manifest: manifestOf(variant),
    graph: graphOf(variant),
    golden: [...reference[scoreOf(variant)], ...ownVectors(variant)],
  }));
}

/** A comparison with an absent number is false, so an absent input counts nothing; as published it stops the score. */
function graphOf(variant: Variant): GraphBuilder {
  const inputs = inputsOf(variant);
  const score = scoreOf(variant);
  const g = new GraphBuilder({ name: variant, columns: inputs.map(({ name }) => name) });
  const parts = { qsofa: qsofaParts, sirs: sirsParts, sofa: sofaParts }[score](g, isRecorded(variant));
  const [first = g.constant(NaN), ...rest] = parts;
  const sum = g.add(first, ...rest);
  const positive = score === 'sofa' ? [] : [g.toNumber(g.greaterOrEqual(sum, cut.positiveFrom))];
  const [required, ...others] = inputs
    .filter(({ presence }) => presence === 'required')
    .map(({ name }) => g.column(name));
  const nodes = [sum, ...positive, ...parts];
  g.outputs(required === undefined ? nodes : nodes.map((node) => g.missingWith(node, required, ...others)));
  return g;
}

function qsofaParts(g: GraphBuilder, recorded: boolean): readonly Node[] {
  const gcs = g.less(g.column('gcs'), cut.qsofa.gcs);
  return [
    g.greaterOrEqual(g.column('resp_rate'), cut.qsofa.respRate),
    g.lessOrEqual(g.column('sbp'), cut.qsofa.sbp),
    recorded ? g.or(gcs, g.equal(g.column('altered_mentation'), 1)) : gcs,
  ].map((met) => g.toNumber(met));
}

function sirsParts(g: GraphBuilder): readonly Node[] {
  const outside = (name: string, [low, high]: readonly [number, number]): Bool =>
    g.or(g.less(g.column(name), low), g.greater(g.column(name), high));
  const { sirs } = cut;
  return [
    outside('temperature', sirs.temperature),
    g.greater(g.column('heart_rate'), sirs.heartRate),
    g.or(g.greater(g.column('resp_rate'), sirs.respRate), g.less(g.column('paco2'), sirs.paco2)),
    g.or(outside('wbc', sirs.wbc), g.greater(g.column('bands'), sirs.bands)),
  ].map((met) => g.toNumber(met));
}

function sofaParts(g: GraphBuilder, recorded: boolean): readonly Node[] {
  return [
    respiration(g),
    below(g, g.column('platelets'), cut.platelets),
    from(g, g.column('bilirubin'), cut.bilirubin),
    circulation(g, recorded),
    below(g, g.column('gcs'), cut.gcs),
    g.max(from(g, g.column('creatinine'), cut.creatinine), below(g, g.column('urine_24h'), cut.urine)),
  ];
}

const below = (g: GraphBuilder, value: Node, bands: readonly (readonly [number, number])[]): Node =>
  bands.reduceRight<Node>(
    (better, [limit, points]) => g.where(g.less(value, limit - cut.slack), points, better),
    g.constant(0),
  );

const from = (g: GraphBuilder, value: Node, bands: readonly (readonly [number, number])[]): Node =>
  bands.reduceRight<Node>(
    (better, [limit, points]) => g.where(g.greaterOrEqual(value, limit - cut.slack), points, better),
    g.constant(0),
  );

/** PaO2 x 100 against limit x FiO2: whole numbers stay whole, where a quotient may fall a hair below its limit. */
function respiration(g: GraphBuilder): Node {
  const pao2 = g.mul(g.column('pao2'), 100);
  const isBelow = (limit: number) => g.less(pao2, g.sub(g.mul(g.column('fio2'), limit), cut.slack));
  const isVentilated = g.equal(g.column('ventilated'), 1);
  const { ventilated, unventilated } = cut.respiration;
  const one = g.where(isBelow(unventilated[1]), 1, 0);
  const two = g.where(isBelow(unventilated[0]), 2, one);
  const three = g.where(g.and(isVentilated, isBelow(ventilated[1])), 3, two);
  return g.where(g.and(isVentilated, isBelow(ventilated[0])), 4, three);
}

function circulation(g: GraphBuilder, recorded: boolean): Node {
  const [high, low] = cut.circulation.dopamine;
  const [dopamine, dobutamine] = [g.column('dopamine'), g.column('dobutamine')];
  const catecholamines = [g.column('epinephrine'), g.column('norepinephrine')] as const;
  const any = (rate: number) => g.or(...both(catecholamines, (drug) => g.greater(drug, rate)));
  const one = g.where(g.less(g.column('map'), cut.circulation.map - cut.slack), 1, 0);
  const two = g.where(g.or(g.greater(dopamine, 0), g.greater(dobutamine, 0)), 2, one);
  const three = g.where(g.or(g.greater(dopamine, low), any(0)), 3, two);
  const four = g.where(g.or(g.greater(dopamine, high), any(cut.circulation.catecholamine)), 4, three);
  if (!recorded) return four;
  return Object.entries(cut.circulation.given).reduce<Node>(
    (points, [name, least]) => g.max(points, g.where(g.equal(g.column(name), 1), least, 0)),
    four,
  );
}

const both = <From, To>([a, b]: readonly [From, From], change: (one: From) => To): [To, To] => [change(a), change(b)];

function manifestOf(variant: Variant): Omit<ModelManifest, 'sha256'> {
  const score = scoreOf(variant);
  return {
    id: `${score}@${variant}`,
    variant,
    title: isRecorded(variant) ? `${titles[score]}, lower bound from what is on record` : titles[score],
    reference: score,
    citation: citations[score],
    evidence: 'cross-checked',
    use: isRecorded(variant) ? 'card' : 'score',
    inputs: inputsOf(variant),
    outputs: outputsOf(variant),
    provenance: `Graph built from criteria.ts by models.ts; float64.${
      isRecorded(variant) ? ' An absent input counts 0, the least that any value gives.' : ''
    }`,
  };
}
