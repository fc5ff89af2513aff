import { describe, expect, test } from '@jest/globals';
import type { Explanation, ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder } from '@cardwright/model-builder';
import type { Node } from '@cardwright/model-builder';
import fc from 'fast-check';
import { loadModel } from './load-model.ts';
import { bruteForceShapley } from './testing/brute-force-shapley.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

/** A formula twice: as a graph and as plain arithmetic, which share nothing. */
interface Formula {
  readonly graph: (g: GraphBuilder, x: readonly Node[]) => Node | number;
  readonly plain: (x: readonly number[]) => number;
}

const number = fc.double({ min: -2, max: 2, noNaN: true });
const input = fc.nat({ max: 7 });
const at = <T>(x: readonly T[], i: number): T | 0 => x[i % x.length] ?? 0;

const linear: fc.Arbitrary<Formula> = fc
  .tuple(number, fc.array(number, { minLength: 8, maxLength: 8 }))
  .map(([constant, weights]): Formula => ({
    graph: (g, x) => g.add(constant, ...x.map((a, i) => g.mul(a, weights[i] ?? 0))),
    plain: (x) => x.reduce((sum, a, i) => sum + a * (weights[i] ?? 0), constant),
  }));
const productOfAll: fc.Arbitrary<Formula> = number.map((shift): Formula => ({
  graph: (g, x) => g.mul(1, ...x.map((a) => g.add(a, shift))),
  plain: (x) => x.reduce((product, a) => product * (a + shift), 1),
}));
const { tree } = fc.letrec<{ tree: Formula; leaf: Formula; split: Formula }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4, withCrossShrink: true }, tie('leaf'), tie('split')),
  leaf: number.map((value): Formula => ({ graph: () => value, plain: () => value })),
  split: fc.tuple(input, number, tie('tree'), tie('tree')).map(([column, threshold, below, above]): Formula => ({
    graph: (g, x) => g.where(g.less(at(x, column), threshold), below.graph(g, x), above.graph(g, x)),
    plain: (x) => (at(x, column) < threshold ? below : above).plain(x),
  })),
}));
const model = fc.record({
  formula: fc.oneof(
    linear,
    productOfAll,
    tree,
    fc.tuple(tree, tree, linear).map(([a, b, c]): Formula => ({
      graph: (g, x) => g.mul(g.add(a.graph(g, x), b.graph(g, x)), c.graph(g, x)),
      plain: (x) => (a.plain(x) + b.plain(x)) * c.plain(x),
    })),
  ),
  patient: fc.array(number, { minLength: 1, maxLength: 6 }),
  reference: fc.array(number, { minLength: 6, maxLength: 6 }),
  /** Player of each input: equal numbers are one player. */
  players: fc.array(fc.nat({ max: 4 }), { minLength: 6, maxLength: 6 }),
});

const load = ({ graph }: Formula, reference: readonly number[], more: Partial<ModelManifest>) => {
  const names = reference.map((_, i) => `x${i}`);
  const g = new GraphBuilder({ name: 'test', columns: names });
  const node = g.add(
    graph(
      g,
      names.map((name) => g.column(name)),
    ),
    g.mul(0, g.column('x0')),
  );
  g.outputs([node]);
  g.links([node]);
  const inputs = Object.fromEntries(reference.map((value, i) => [`x${i}`, value]));
  const shape = { inputs: names.map((name) => numberInput(name)), outputs: [scoreOutput('out', names)] };
  return loadModel(filesOf(g, { ...shape, referencePatient: { description: '', inputs }, ...more }, [{ inputs }]));
};

const explainOne = async (
  loaded: Awaited<ReturnType<typeof load>>,
  patient: readonly number[],
): Promise<Explanation> => {
  const inputs = Object.fromEntries(patient.map((value, i) => [`x${i}`, value]));
  const [prediction] = await loaded.predict([{ inputs, explain: ['out'] }]);
  const [explanation] = prediction?.explanations ?? [];
  await loaded.release();
  if (explanation === undefined) throw new Error('not explained');
  return explanation;
};

/** Shares by definition, where `groups` lists the inputs of each player. */
const byDefinition = (
  { plain }: Formula,
  patient: readonly number[],
  reference: readonly number[],
  groups: readonly (readonly number[])[],
): readonly number[] =>
  bruteForceShapley((joined) => {
    const present = new Set(groups.flatMap((columns, i) => (joined.has(i) ? columns : [])));
    return plain(patient.map((value, i) => (present.has(i) ? value : (reference[i] ?? NaN))));
  }, groups.length);

describe('random small models: products, trees, sums and their mixtures', () => {
  test('every explanation equals the definition and sums to the link', async () => {
    await fc.assert(
      fc.asyncProperty(model, async ({ formula, patient, reference }) => {
        const base = reference.slice(0, patient.length);
        const explanation = await explainOne(await load(formula, base, {}), patient);
        const expected = byDefinition(
          formula,
          patient,
          base,
          patient.map((_, i) => [i]),
        );
        expected.forEach((share, i) => {
          const given = explanation.contributions.find((one) => one.input === `x${i}`)?.contribution ?? 0;
          expect(Math.abs(given - share)).toBeLessThan(1e-8);
        });
        const sum = explanation.contributions.reduce((all, { contribution }) => all + contribution, explanation.base);
        expect(Math.abs(sum - explanation.link)).toBeLessThan(1e-8);
      }),
      { numRuns: 60 },
    );
  });

  test('inputs of one player join together', async () => {
    await fc.assert(
      fc.asyncProperty(model, async ({ formula, patient, reference, players }) => {
        const base = reference.slice(0, patient.length);
        const inputs = base.map((_, i) => numberInput(`x${i}`, { player: `p${players[i] ?? 0}` }));
        const explanation = await explainOne(await load(formula, base, { inputs }), patient);
        const groups = [...Map.groupBy(base.keys(), (i) => `p${players[i] ?? 0}`)];
        const expected = byDefinition(
          formula,
          patient,
          base,
          groups.map(([, columns]) => columns),
        );
        groups.forEach(([name], i) => {
          const given = explanation.contributions.find((one) => one.input === name)?.contribution ?? 0;
          expect(Math.abs(given - (expected[i] ?? NaN))).toBeLessThan(1e-8);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('a linear model in closed form', async () => {
    await fc.assert(
      fc.asyncProperty(linear, model, async (formula, { patient, reference }) => {
        const base = reference.slice(0, patient.length);
        const explanation = await explainOne(await load(formula, base, { interactionOrder: 1 }), patient);
        expect(explanation.method).toBe('exact-linear');
        const expected = byDefinition(
          formula,
          patient,
          base,
          patient.map((_, i) => [i]),
        );
        expected.forEach((share, i) => {
          const given = explanation.contributions.find((one) => one.input === `x${i}`)?.contribution ?? 0;
          expect(Math.abs(given - share)).toBeLessThan(1e-8);
        });
      }),
      { numRuns: 30 },
    );
  });
});
