import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder, readReferenceVectors, type BuiltModel, type Node } from '@cardwright/model-builder';
import {
  agePoints,
  bleedingAge,
  bleedingItems,
  femalePoints,
  rateNames,
  ratesOf,
  strokePoints,
} from './coefficients.ts';
import { inputsFor } from './inputs-for.ts';
import { ownVectors } from './own-vectors.ts';
import strokeVectors from './reference-vectors/cha2ds2-vasc.json' with { type: 'json' };
import bleedingVectors from './reference-vectors/has-bled.json' with { type: 'json' };
import { bleedingVariants, inputsOf, outputsOf, strokeVariants, type Variant } from './signature.ts';

const titles: Readonly<Record<Variant, string>> = {
  'cha2ds2-vasc': 'CHA2DS2-VASc with published annual rates',
  'cha2ds2-va': 'CHA2DS2-VA',
  'annual-rate-table': 'Annual rates by CHA2DS2-VASc',
  'has-bled': 'HAS-BLED',
  'has-bled-lower-bound': 'HAS-BLED, lower bound from what is known',
};

/** Both scores, the score without the sex, the rate tables, and the lower bound of HAS-BLED. Build time only. */
export function buildModels(): readonly BuiltModel[] {
  return [...strokeVariants, ...bleedingVariants].map((variant) => ({
    manifest: manifestOf(variant),
    graph: graphOf(variant),
    golden: [...referenceVectors(variant), ...ownVectors(variant)],
  }));
}

/** A vector without a model is of the reference's own score; what HAS-BLED gives, its lower bound gives when all is known. */
function referenceVectors(variant: Variant) {
  const isBleeding = variant === 'has-bled' || variant === 'has-bled-lower-bound';
  return readReferenceVectors(isBleeding ? bleedingVectors : strokeVectors)
    .filter(({ model = 'cha2ds2-vasc' }) => isBleeding || model === variant)
    .map(({ model: _model, horizon: _horizon, ...vector }) => ({
      ...vector,
      inputs: inputsFor(variant, vector.inputs),
    }));
}

function graphOf(variant: Variant): GraphBuilder {
  const g = new GraphBuilder({ name: variant, columns: inputsOf[variant].map(({ name }) => name) });
  if (variant === 'annual-rate-table') {
    g.outputs(rates(g, g.column('score')));
    return g;
  }
  const sum = sumOf(variant, g);
  g.outputs(variant === 'cha2ds2-vasc' ? [sum, ...rates(g, sum)] : [sum]);
  g.links([sum]);
  return g;
}

function sumOf(variant: Exclude<Variant, 'annual-rate-table'>, g: GraphBuilder): Node {
  switch (variant) {
    case 'cha2ds2-vasc':
      return g.add(strokeSum(g), g.lookup(g.column('sex'), [femalePoints, 0]));
    case 'cha2ds2-va':
      return strokeSum(g);
    case 'has-bled':
      return g.add(olderThanLimit(g), ...bleedingItems.map((name) => g.column(name)));
    case 'has-bled-lower-bound':
      return g.add(olderThanLimit(g), ...bleedingItems.map((name) => g.whenMissing(g.column(name), 0, g.column(name))));
  }
}

const strokeSum = (g: GraphBuilder): Node =>
  g.add(
    g.points(g.column('age'), [
      { upTo: 65, inclusive: false, points: 0 },
      { upTo: 75, inclusive: false, points: agePoints.from65 },
      { upTo: Infinity, inclusive: true, points: agePoints.from75 },
    ]),
    ...Object.entries(strokePoints).map(([name, points]) => g.mul(g.column(name), points)),
  );

const olderThanLimit = (g: GraphBuilder): Node =>
  g.points(g.column('age'), [
    { upTo: bleedingAge, inclusive: true, points: 0 },
    { upTo: Infinity, inclusive: true, points: 1 },
  ]);

const rates = (g: GraphBuilder, score: Node): readonly Node[] =>
  rateNames.map((name) => g.lookup(score, ratesOf(name)));

function manifestOf(variant: Variant): Omit<ModelManifest, 'sha256'> {
  const isBleeding = variant === 'has-bled' || variant === 'has-bled-lower-bound';
  const names = inputsOf[variant].map(({ name }) => name);
  const zero = {
    age: 40,
    sex: 'male',
    ...Object.fromEntries([...Object.keys(strokePoints), ...bleedingItems].map((name) => [name, false])),
  };
  return {
    id: `${isBleeding ? 'has-bled' : 'cha2ds2-vasc'}@${variant}`,
    variant,
    title: titles[variant],
    reference: isBleeding ? 'has-bled' : 'cha2ds2-vasc',
    citation: isBleeding
      ? 'Pisters R, Lane DA, Nieuwlaat R, et al. Chest 2010;138:1093-1100'
      : 'Lip GYH, Nieuwlaat R, Pisters R, et al. Chest 2010;137:263-272; Friberg L, Rosenqvist M, Lip GYH. Eur Heart J 2012;33:1500-1510; Van Gelder IC, et al. Eur Heart J 2024;45:3314-3414',
    // The Friberg table is in one source of the reference; the second ones are in the README.
    evidence: 'cross-checked',
    use: variant === 'annual-rate-table' || variant === 'has-bled' ? 'score' : 'card',
    inputs: inputsOf[variant],
    outputs: outputsOf(variant),
    ...(variant !== 'annual-rate-table' && {
      interactionOrder: 2,
      referencePatient: {
        description: 'a man of 40 without any of the items, who scores 0',
        inputs: Object.fromEntries(Object.entries(zero).filter(([name]) => names.includes(name))),
      },
    }),
    provenance: `Graph built from the published points and tables in coefficients.ts by models.ts; float64.${
      variant === 'has-bled-lower-bound' ? ' An item that is not known counts nothing, the least that it can give.' : ''
    }`,
  };
}
