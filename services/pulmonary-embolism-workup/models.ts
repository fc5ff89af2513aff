import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, readReferenceVectors, type BuiltModel, type Node } from '@cardwright/model-builder';
import { bandPoints, tables, type Reference } from './coefficients.ts';
import { ownVectors } from './own-vectors.ts';
import genevaVectors from './reference-vectors/geneva-revised.json' with { type: 'json' };
import percVectors from './reference-vectors/perc.json' with { type: 'json' };
import wellsDvtVectors from './reference-vectors/wells-dvt.json' with { type: 'json' };
import wellsPeVectors from './reference-vectors/wells-pe.json' with { type: 'json' };
import { inputsOf, isRange, outputsOf, referenceOf, variants, type Variant } from './signature.ts';

const facts: Readonly<
  Record<Reference, { readonly title: string; readonly citation: string; readonly vectors: readonly unknown[] }>
> = {
  'wells-pe': {
    title: 'Wells score for pulmonary embolism',
    citation: 'Wells PS, Anderson DR, Rodger M, et al. Thromb Haemost 2000;83:416-420',
    vectors: wellsPeVectors,
  },
  'geneva-revised': {
    title: 'Revised Geneva score',
    citation: 'Le Gal G, Righini M, Roy PM, et al. Ann Intern Med 2006;144:165-171',
    vectors: genevaVectors,
  },
  perc: {
    title: 'Pulmonary embolism rule-out criteria (PERC)',
    citation: 'Kline JA, Mitchell AM, Kabrhel C, et al. J Thromb Haemost 2004;2:1247-1255',
    vectors: percVectors,
  },
  'wells-dvt': {
    title: 'Wells score for deep vein thrombosis (nine items of 1997)',
    citation: 'Wells PS, Anderson DR, Bormanis J, et al. Lancet 1997;350:1795-1798',
    vectors: wellsDvtVectors,
  },
};

/** The four printed scores, and each as a range over what is not known. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return variants.map((variant) => ({
    manifest: manifestOf(variant),
    graph: graphOf(variant),
    golden: [...referenceVectors(variant), ...ownVectors(variant)],
  }));
}

/** Where everything is known, the range closes on the printed sum. */
function referenceVectors(variant: Variant) {
  const reference = referenceOf(variant);
  const vectors = readReferenceVectors(facts[reference].vectors).map(({ model: _model, horizon: _h, ...rest }) => rest);
  if (!isRange(variant)) return vectors;
  return vectors.map(({ expected, ...vector }) => {
    const sum = Number(expected[tables[reference].sum]);
    return { ...vector, expected: { lowest: sum, highest: sum } };
  });
}

function graphOf(variant: Variant): GraphBuilder {
  const g = new GraphBuilder({ name: variant, columns: inputsOf(variant).map(({ name }) => name) });
  const { classes } = tables[referenceOf(variant)];
  const parts = partsOf(variant, g);
  if (isRange(variant)) {
    const bound = (which: 'low' | 'high') =>
      sum(
        g,
        parts.map((part) => g.whenMissing(part.points, part[which], part.points)),
      );
    g.outputs([bound('low'), bound('high')]);
    return g;
  }
  const score = sum(
    g,
    parts.map(({ points }) => points),
  );
  g.outputs([score, g.points(score, classes.bands)]);
  return g;
}

interface Part {
  /** NaN where the input is absent. */
  readonly points: Node;
  readonly low: number;
  readonly high: number;
}

function partsOf(variant: Variant, g: GraphBuilder): readonly Part[] {
  const { numbers, items } = tables[referenceOf(variant)];
  return [
    ...Object.entries(numbers).map(([name, bands]) => ({
      points: g.missingWith(g.points(g.column(name), bands), g.column(name)),
      low: Math.min(...bandPoints(bands)),
      high: Math.max(...bandPoints(bands)),
    })),
    ...Object.entries(items).map(([name, points]) => ({
      points: g.mul(g.column(name), points),
      low: Math.min(0, points),
      high: Math.max(0, points),
    })),
  ];
}

function sum(g: GraphBuilder, nodes: readonly Node[]): Node {
  return nodes.reduce((left, right) => g.add(left, right));
}

function manifestOf(variant: Variant): Omit<ModelManifest, 'sha256'> {
  const reference = referenceOf(variant);
  const { title, citation } = facts[reference];
  return {
    id: `${reference}@${variant}`,
    variant,
    title: isRange(variant) ? `${title}, least and most with what is not known` : title,
    reference,
    citation,
    evidence: 'cross-checked',
    use: isRange(variant) ? 'card' : 'score',
    inputs: inputsOf(variant),
    outputs: outputsOf(variant),
    provenance: `Graph built from the published points in coefficients.ts by models.ts; float64.${
      isRange(variant)
        ? ' An input that is not known counts as its least in one output and as its most in the other.'
        : ''
    }`,
  };
}
