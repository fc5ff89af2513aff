import type { FeatureValue, ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, readReferenceVectors, type BuiltModel, type Node } from '@cardwright/model-builder';
import {
  capriniAge,
  capriniPoints,
  mobilityPoints,
  paduaFrom,
  paduaHighRisk,
  paduaPoints,
  surgeryPoints,
  womenPoints,
} from './coefficients.ts';
import { inputsFor } from './inputs-for.ts';
import { ownVectors } from './own-vectors.ts';
import capriniVectors from './reference-vectors/caprini-vte.json' with { type: 'json' };
import paduaVectors from './reference-vectors/padua-vte.json' with { type: 'json' };
import { capriniVariants, inputsOf, outputsOf, paduaVariants, type Variant } from './signature.ts';

const titles: Readonly<Record<Variant, string>> = {
  padua: 'Padua Prediction Score',
  'padua-lower-bound': 'Padua Prediction Score, lower bound from what is known',
  'caprini-2005': 'Caprini score (2005)',
  'caprini-2005-lower-bound': 'Caprini score (2005), lower bound from what is known',
};

/** Both scores, each also as the lower bound of what is known. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return [...paduaVariants, ...capriniVariants].map((variant) => ({
    manifest: manifestOf(variant),
    graph: isPadua(variant) ? paduaGraph(variant) : capriniGraph(variant),
    golden: [...referenceVectors(variant), ...ownVectors(variant)],
  }));
}

const isPadua = (variant: Variant): variant is (typeof paduaVariants)[number] =>
  variant === 'padua' || variant === 'padua-lower-bound';

/** The reference gives whole scores; where all is known the lower bound gives the same sum, and nothing more. */
function referenceVectors(variant: Variant) {
  return readReferenceVectors(isPadua(variant) ? paduaVectors : capriniVectors).map(({ expected, ...vector }) => ({
    ...vector,
    inputs: inputsFor(variant, vector.inputs),
    expected:
      variant === 'padua-lower-bound'
        ? { score: expected['score'] ?? NaN, highest_score: expected['score'] ?? NaN }
        : expected,
  }));
}

/** An item that is not known gives 0, the least that it can. */
const known = (g: GraphBuilder, name: string): Node => g.whenMissing(g.column(name), 0, g.column(name));

const sumOf = (g: GraphBuilder, points: Readonly<Record<string, number>>): Node =>
  g.weightedSum(
    Object.keys(points).map((name) => known(g, name)),
    Object.values(points),
    0,
  );

function paduaGraph(variant: (typeof paduaVariants)[number]): GraphBuilder {
  const names = inputsOf[variant].map(({ name }) => name);
  const g = new GraphBuilder({ name: variant, columns: names });
  const bmi = g.column('bmi');
  const age = g.toNumber(g.greaterOrEqual(g.column('age'), paduaFrom.age));
  const obesity = g.toNumber(g.greaterOrEqual(bmi, paduaFrom.bmi));
  const flags = Object.keys(paduaPoints).map((name) => g.column(name));
  const isWhole = variant === 'padua';
  // Comparisons with NaN are false: that is the least an unknown index can give, and no answer where all is required.
  const sum = g.add(
    isWhole ? g.weightedSum(flags, Object.values(paduaPoints), 0) : sumOf(g, paduaPoints),
    age,
    obesity,
  );
  const score = g.missingWith(sum, g.column('age'), ...(isWhole ? [...flags, bmi] : []));
  const second = isWhole
    ? g.missingWith(g.toNumber(g.greaterOrEqual(score, paduaHighRisk)), score)
    : g.add(
        score,
        g.weightedSum(
          [...flags, bmi].map((item) => g.toNumber(g.isNaN(item))),
          [...Object.values(paduaPoints), 1],
          0,
        ),
      );
  g.outputs([score, second]);
  g.links([score]);
  return g;
}

function capriniGraph(variant: (typeof capriniVariants)[number]): GraphBuilder {
  const g = new GraphBuilder({ name: variant, columns: inputsOf[variant].map(({ name }) => name) });
  const age = g.column('age');
  const years = g.points(age, [
    { upTo: 41, inclusive: false, points: 0 },
    { upTo: 61, inclusive: false, points: capriniAge.from41 },
    { upTo: 75, inclusive: false, points: capriniAge.from61 },
    { upTo: Infinity, inclusive: true, points: capriniAge.from75 },
  ]);
  const operation = pointsOf(g, 'surgery', surgeryPoints, variant);
  const mobility = pointsOf(g, 'mobility', mobilityPoints, variant);
  const sum = g.add(years, operation, mobility, sumOf(g, capriniPoints), womenOf(g, variant));
  const score = g.missingWith(sum, age, ...(variant === 'caprini-2005' ? [g.column('sex')] : []));
  g.outputs([score]);
  if (variant !== 'caprini-2005') g.links([score]);
  return g;
}

/** The lower bound is asked with the items of women for women only. */
const womenOf = (g: GraphBuilder, variant: Variant): Node =>
  variant === 'caprini-2005' ? g.mul(g.lookup(g.column('sex'), [1, 0]), sumOf(g, womenPoints)) : sumOf(g, womenPoints);

/** Only the lower bound does without the operation and the mobility. */
function pointsOf(g: GraphBuilder, name: string, points: Readonly<Record<string, number>>, variant: Variant): Node {
  const column = g.column(name);
  if (variant === 'caprini-2005') return g.lookup(column, Object.values(points));
  return g.lookup(g.whenMissing(column, 0, column), Object.values(points));
}

function manifestOf(variant: Variant): Omit<ModelManifest, 'sha256'> {
  const reference = isPadua(variant) ? 'padua-vte' : 'caprini-vte';
  return {
    id: `${reference}@${variant}`,
    variant,
    title: titles[variant],
    reference,
    citation: isPadua(variant)
      ? 'Barbar S, Noventa F, Rossetto V, et al. J Thromb Haemost 2010;8:2450-2457'
      : 'Caprini JA. Dis Mon 2005;51:70-78; Bahl V, et al. Ann Surg 2010;251:344-350; Gould MK, et al. Chest 2012;141(2 Suppl):e227S-e277S',
    // The items of women are in one source of the reference; the second one is in the README.
    evidence: 'cross-checked',
    use: variant === 'padua' || variant === 'caprini-2005' ? 'score' : 'card',
    inputs: inputsOf[variant],
    outputs: outputsOf(variant),
    ...(variant !== 'caprini-2005' && {
      interactionOrder: 1 as const,
      referencePatient: {
        description: 'a man of 40 without any of the items, who scores 0',
        inputs: Object.fromEntries(inputsOf[variant].map(({ name, categories }) => [name, zeroOf(name, categories)])),
      },
    }),
    provenance: `Graph built from the published points in coefficients.ts by models.ts; float64.${
      variant.endsWith('lower-bound') ? ' An item that is not known counts nothing, the least that it can give.' : ''
    }`,
  };
}

function zeroOf(name: string, categories: readonly string[] | undefined): FeatureValue {
  if (name === 'age') return 40;
  if (name === 'bmi') return 22;
  if (name === 'sex') return 'male';
  return categories?.[0] ?? false;
}
