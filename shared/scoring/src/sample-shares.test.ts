import { describe, expect, test } from '@jest/globals';
import type { Explanation, ModelInputs, ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder } from '@cardwright/model-builder';
import type { Node } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import { seededRandom } from './seeded-random.ts';
import { SessionModel } from './session-model.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

const namesOf = (count: number): string[] => Array.from({ length: count }, (_, i) => `x${i}`);
const rowOf = (values: readonly number[]): Record<string, number> =>
  Object.fromEntries(values.map((value, i) => [`x${i}`, value]));

/** Trees of depth 4 on random inputs and thresholds, with leaves from −1 to 1: what sampling meets in practice. */
const forest = (g: GraphBuilder, x: readonly Node[], trees: number, random: () => number): Node => {
  const grow = (depth: number): Node | number => {
    if (depth === 0) return 2 * random() - 1;
    const input = x[Math.floor(random() * x.length)] ?? 0;
    return g.where(g.less(input, 3 * random() - 1.5), grow(depth - 1), grow(depth - 1));
  };
  return g.add(0, ...Array.from({ length: trees }, () => grow(4)));
};

const load = async (
  count: number,
  formula: (g: GraphBuilder, x: readonly Node[]) => Node,
  more: Partial<ModelManifest> = {},
): Promise<SessionModel> => {
  const names = namesOf(count);
  const g = new GraphBuilder({ name: 'test', columns: names });
  const columns = names.map((name) => g.column(name));
  const node = formula(g, columns);
  g.outputs([node]);
  g.links([node]);
  const shape = { inputs: names.map((name) => numberInput(name)), outputs: [scoreOutput('out', names)] };
  const referencePatient = { description: 'zeros', inputs: rowOf(new Array<number>(count).fill(0)) };
  const model = await loadModel(filesOf(g, { ...shape, referencePatient, ...more }));
  if (model instanceof SessionModel) return model;
  throw new Error('not a model of this room');
};

const explainBy = async (
  model: SessionModel,
  method: Explanation['method'],
  inputs: ModelInputs,
  seed = 0,
): Promise<Explanation> => {
  const [prediction] = await model.predictBy(method, [{ inputs, explain: ['out'], seed }]);
  const [explanation] = prediction?.explanations ?? [];
  if (explanation === undefined) throw new Error('not explained');
  return explanation;
};

const sumOf = ({ base, contributions }: Explanation): number =>
  contributions.reduce((sum, { contribution }) => sum + contribution, base);
const shareOf = ({ contributions }: Explanation, input: string): number =>
  contributions.find((one) => one.input === input)?.contribution ?? NaN;

describe('a sampled explanation', () => {
  test('stays within its stated error of the exact one, on random forests', async () => {
    const random = seededRandom(5);
    let [within2, within5, all] = [0, 0, 0];
    for (let round = 0; round < 12; round += 1) {
      const model = await load(10, (g, x) => forest(g, x, 12, random));
      for (let patient = 0; patient < 6; patient += 1) {
        const inputs = rowOf(Array.from({ length: 10 }, () => 4 * random() - 2));
        const exact = await explainBy(model, 'exact-enumeration', inputs);
        const sampled = await explainBy(model, 'sampled-permutations', inputs, 100 * round + patient);
        expect(sampled.method).toBe('sampled-permutations');
        expect(Math.abs(sumOf(sampled) - sampled.link)).toBeLessThan(1e-9);
        for (const { input, contribution, standardError = NaN } of sampled.contributions) {
          const error = Math.abs(contribution - shareOf(exact, input));
          all += 1;
          within2 += Number(error <= 2 * standardError + 1e-12);
          within5 += Number(error <= 5 * standardError + 1e-12);
        }
        expect(sampled.standardError).toBe(Math.max(...sampled.contributions.map((one) => one.standardError ?? NaN)));
      }
      await model.release();
    }
    expect(within2 / all).toBeGreaterThan(0.93);
    expect(within5).toBe(all);
  });

  /** Twenty players in threes, so that a pair is not exact. */
  const triples = (g: GraphBuilder, x: readonly Node[]): Node =>
    g.add(0, ...x.slice(2).map((a, i) => g.mul(a, x[i] ?? 0, x[i + 1] ?? 0, 1 / (1 + i))));
  const twenty = rowOf(Array.from({ length: 20 }, (_, i) => 1 + Math.sin(i)));
  const explain = async (model: SessionModel, seed?: number): Promise<Explanation> => {
    const [prediction] = await model.predict([
      { inputs: twenty, explain: ['out'], ...(seed !== undefined && { seed }) },
    ]);
    const [explanation] = prediction?.explanations ?? [];
    if (explanation === undefined) throw new Error('not explained');
    return explanation;
  };

  test('begins at the thirteenth varying player, sums to the link and is called an estimate', async () => {
    const model = await load(20, triples);
    const explanation = await explain(model);
    expect(explanation.method).toBe('sampled-permutations');
    expect(explanation.standardError).toBeGreaterThan(0);
    expect(Math.abs(sumOf(explanation) - explanation.link)).toBeLessThan(1e-9);
    await model.release();
  });

  test('is the same for the same seed, whoever shares its runs; another seed draws other orders', async () => {
    const model = await load(20, triples);
    const alone = await explain(model, 7);
    expect(await explain(model, 7)).toEqual(alone);
    const requests = [1, 7, 2].map((seed) => ({ inputs: twenty, explain: ['out'], seed }));
    const together = await model.predict(requests);
    expect(together[1]?.explanations[0]).toEqual(alone);
    expect(together[0]?.explanations[0]?.contributions).not.toEqual(alone.contributions);
    expect(await explain(model)).toEqual(await explain(model, 0));
    await model.release();
  });

  test('takes the rows it may and no more; more rows, a smaller error', async () => {
    const errors: number[] = [];
    for (const explanationRows of [1, 256, 4096]) {
      const model = await load(20, triples, { explanationRows });
      const explanation = await explain(model);
      errors.push(explanation.standardError ?? NaN);
      await model.release();
    }
    expect(errors).toEqual(errors.toSorted((a, b) => b - a));
    expect(errors[2]).toBeLessThan((errors[1] ?? 0) / 2);
  });

  test('a model whose inputs only add up is exact whatever is drawn, and says so', async () => {
    const model = await load(20, (g, x) => g.add(0, ...x));
    const { standardError, contributions } = await explain(model, 3);
    expect(standardError).toBeLessThan(1e-12);
    for (const { input, contribution } of contributions) expect(contribution).toBeCloseTo(twenty[input] ?? NaN, 12);
    await model.release();
  });

  test('several outputs share the rows; each has its own shares and errors', async () => {
    const names = namesOf(14);
    const g = new GraphBuilder({ name: 'test', columns: names });
    const x = names.map((name) => g.column(name));
    const nodes = [g.mul(1, ...x), g.add(0, ...x)];
    g.outputs(nodes);
    g.links(nodes);
    const outputs = [
      scoreOutput('all', names),
      scoreOutput('sum', names, { column: 1, link: { scale: 'identity', column: 1 } }),
    ];
    const referencePatient = { description: 'ones', inputs: rowOf(new Array<number>(14).fill(1)) };
    const model = await loadModel(
      filesOf(g, { inputs: names.map((name) => numberInput(name)), outputs, referencePatient }),
    );
    const inputs = rowOf(Array.from({ length: 14 }, (_, i) => 1 + i / 10));
    inputs['x0'] = 1.05;
    const [prediction] = await model.predict([{ inputs, explain: ['all', 'sum'], seed: 5 }]);
    const [all, sum] = prediction?.explanations ?? [];
    expect(all?.standardError).toBeGreaterThan(0);
    expect(sum?.standardError).toBeLessThan(1e-12);
    for (const explanation of [all, sum]) {
      expect(explanation && Math.abs(sumOf(explanation) - explanation.link)).toBeLessThan(1e-9);
    }
    expect(sum && shareOf(sum, 'x0')).toBeCloseTo(0.05, 12);
    await model.release();
  });
});
