import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, type BuiltModel, type Node } from '@cardwright/model-builder';
import {
  consciousnessLetters,
  consciousnessPoints,
  heartRateBands,
  oxygenPoints,
  respRateBands,
  riskCategories,
  riskLimits,
  sbpBands,
  spo2Scale1Bands,
  spo2Scale2AirBands,
  spo2Scale2OxygenBands,
  temperatureTenthsBands,
  type PointsBand,
} from './points-tables.ts';
import { lowerBoundVectors, ownVectors } from './own-vectors.ts';
import { readReferenceVectors } from './read-reference-vectors.ts';
import { columns, inputsOf, outputs, type Variant } from './signature.ts';
import { zero } from './zero-patient.ts';

/** What the points of an input are when it is absent: absent too, or 0, the least that any value gives. */
type Absent = 'propagates' | 'counts-nothing';

/** NEWS2 with all parameters, and its lower bound when some are not recorded. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return [build('news2', 'propagates'), build('news2-lower-bound', 'counts-nothing')];
}

function build(variant: Variant, absent: Absent): BuiltModel {
  const graph = new GraphBuilder({ name: variant, columns });
  const points = [
    counted(graph, integerPoints(graph, 'resp_rate', respRateBands), absent),
    spo2Points(graph, absent),
    counted(graph, graph.mul(graph.column('on_oxygen'), oxygenPoints), absent),
    counted(graph, integerPoints(graph, 'sbp', sbpBands), absent),
    counted(graph, integerPoints(graph, 'heart_rate', heartRateBands), absent),
    counted(graph, consciousness(graph), absent),
    counted(graph, temperaturePoints(graph), absent),
  ];
  const [first = graph.constant(NaN), ...rest] = points;
  const score = graph.add(first, ...rest);
  const highest = rest.reduce((all, next) => graph.max(all, next), first);
  graph.outputs([score, risk(graph, score, highest), ...points]);
  graph.links([score]);
  const golden = [...readReferenceVectors(), ...ownVectors()];
  return {
    manifest: manifest(variant),
    graph,
    golden: variant === 'news2' ? golden : [...golden, ...lowerBoundVectors()],
  };
}

const counted = (graph: GraphBuilder, points: Node, absent: Absent): Node =>
  absent === 'propagates' ? points : graph.whenMissing(points, 0, points);

/** The table is printed on integers: round half up first. */
const rounded = (graph: GraphBuilder, name: string): Node => graph.floor(graph.add(graph.column(name), 0.5));

const integerPoints = (graph: GraphBuilder, name: string, bands: readonly PointsBand[]): Node =>
  graph.points(rounded(graph, name), closed(bands));

const closed = (bands: readonly PointsBand[]) => bands.map((band) => ({ ...band, inclusive: true }));

/** In float64 times ten lands exactly on every decimal half between 25 and 45; golden vectors hold those at the limits. */
function temperaturePoints(graph: GraphBuilder): Node {
  const tenths = graph.floor(graph.add(graph.mul(graph.column('temperature'), 10), 0.5));
  return graph.points(tenths, closed(temperatureTenthsBands));
}

const consciousness = (graph: GraphBuilder): Node =>
  graph.lookup(
    graph.column('consciousness'),
    consciousnessLetters.map((letter) => consciousnessPoints[letter]),
  );

function spo2Points(graph: GraphBuilder, absent: Absent): Node {
  const [spo2, scale2, oxygen] = [rounded(graph, 'spo2'), graph.column('scale2'), graph.column('on_oxygen')];
  const scale1 = graph.points(spo2, closed(spo2Scale1Bands));
  const onAir = graph.points(spo2, closed(spo2Scale2AirBands));
  const onOxygen = graph.points(spo2, closed(spo2Scale2OxygenBands));
  const second = graph.where(graph.equal(oxygen, 1), onOxygen, onAir);
  if (absent === 'propagates')
    return graph.missingWith(graph.where(graph.equal(scale2, 1), second, scale1), spo2, scale2, oxygen);
  // Not knowing oxygen or the scale leaves the smaller of what the two would give: still a lower bound.
  const least = graph.whenMissing(oxygen, graph.min(onAir, onOxygen), second);
  const either = graph.where(graph.equal(scale2, 1), least, scale1);
  return counted(graph, graph.whenMissing(scale2, graph.min(scale1, least), either), absent);
}

function risk(graph: GraphBuilder, score: Node, highest: Node): Node {
  const is = (category: (typeof riskCategories)[number]) => riskCategories.indexOf(category);
  const below = graph.where(graph.greaterOrEqual(highest, riskLimits.single), is('low-medium'), is('low'));
  const belowHigh = graph.where(graph.greaterOrEqual(score, riskLimits.medium), is('medium'), below);
  return graph.missingWith(graph.where(graph.greaterOrEqual(score, riskLimits.high), is('high'), belowHigh), score);
}

function manifest(variant: Variant): Omit<ModelManifest, 'sha256'> {
  return {
    id: `news2@${variant}`,
    variant,
    title: variant === 'news2' ? 'NEWS2' : 'NEWS2, lower bound from the recorded parameters',
    reference: 'news2',
    citation: 'Royal College of Physicians. National Early Warning Score (NEWS) 2. London: RCP, 2017.',
    evidence: 'cross-checked',
    use: 'card',
    inputs: inputsOf(variant),
    outputs,
    referencePatient: {
      description: 'a patient whose every parameter scores 0, on the SpO2 scale of this patient',
      inputs: zero,
      own: ['scale2'],
    },
    provenance: `Graph built from points-tables.ts (RCP 2017). Rounded first, half up: temperature to 0.1 degrees, other numbers to integers.${
      variant === 'news2' ? '' : ' An absent parameter contributes 0 points, the least that any value gives.'
    }`,
  };
}
