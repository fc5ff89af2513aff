import { describe, expect, test } from '@jest/globals';
import type { Explanation, ModelInputs, ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder } from '@cardwright/model-builder';
import type { Node } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

const names = ['a', 'b', 'c', 'd'];
/** A number, a boolean, a category and an optional number. */
const load = (
  formula: (g: GraphBuilder, x: readonly Node[]) => Node,
  more: Partial<ModelManifest> = {},
  golden: ModelInputs = { a: 10, b: false, c: 'x' },
) => {
  const g = new GraphBuilder({ name: 'test', columns: names });
  const node = formula(
    g,
    names.map((name) => g.column(name)),
  );
  g.outputs([node]);
  g.links([node]);
  return loadModel(
    filesOf(
      g,
      {
        inputs: [
          numberInput('a', { range: [0, 100] }),
          numberInput('b', { kind: 'boolean' }),
          numberInput('c', { kind: 'category', categories: ['x', 'y', 'z'] }),
          numberInput('d', { presence: 'optional' }),
        ],
        outputs: [scoreOutput('out', names)],
        referencePatient: { description: '', inputs: { a: 10, b: false, c: 'x', d: null } },
        interactionOrder: 1,
        ...more,
      },
      [{ inputs: golden }],
    ),
  );
};
const sum = (g: GraphBuilder, [a = 0, b = 0, c = 0, d = 0]: readonly (Node | number)[]): Node =>
  g.add(3, g.mul(a, 0.25), g.mul(b, -2), g.lookup(c, [0, 1.5, -4]), g.whenMissing(d, 0.7, g.mul(d, 5)));

const explain = async (loaded: Awaited<ReturnType<typeof load>>, inputs: ModelInputs): Promise<Explanation> => {
  const [prediction] = await loaded.predict([{ inputs, explain: ['out'] }]);
  await loaded.release();
  const [explanation] = prediction?.explanations ?? [];
  if (explanation === undefined) throw new Error('not explained');
  return explanation;
};
const sharesOf = ({ contributions }: Explanation) =>
  Object.fromEntries(contributions.map(({ input, contribution }) => [input, contribution]));

describe('interactionOrder 1', () => {
  test('closed form of numbers, booleans, categories and absences', async () => {
    const explanation = await explain(await load(sum), { a: 30, b: true, c: 'z', d: 1 });
    expect(explanation.method).toBe('exact-linear');
    const shares = sharesOf(explanation);
    expect(Object.keys(shares)).toEqual(['a', 'd', 'c', 'b']);
    for (const [name, share] of Object.entries({ a: 5, b: -2, c: -4, d: 4.3 }))
      expect(shares[name]).toBeCloseTo(share, 10);
    const total = Object.values(shares).reduce((all, share) => all + share, explanation.base);
    expect(Math.abs(total - explanation.link)).toBeLessThan(1e-9);
  });

  test('curved terms that only add up are explained by one pair, exactly', async () => {
    const curved = await load((g, x) => g.add(sum(g, x), g.exp(g.mul(x[0] ?? 0, 0.01))));
    const explanation = await explain(curved, { a: 30, b: true, c: 'x' });
    expect(explanation.method).toBe('exact-antithetic-pair');
    expect(sharesOf(explanation)['a']).toBeCloseTo(5 + Math.exp(0.3) - Math.exp(0.1), 10);
  });

  test('inputs that interact are refused, with how far the sum is off', async () => {
    const product = load((g, x) => g.add(sum(g, x), g.mul(x[0] ?? 0, x[1] ?? 0, 0.01)));
    await expect(product).rejects.toThrow(
      expect.objectContaining({
        code: 'model-invalid',
        message: expect.stringMatching(/^test@variant declares interactionOrder 1 but its inputs interact: off by 0\./),
      }),
    );
  });

  test('what no sample met is seen on the patient: another exact method takes over', async () => {
    // A step beyond the declared range, which the eligibility of the model would not let in.
    const step = await load((g, x) => g.add(sum(g, x), g.where(g.less(1000, x[0] ?? 0), g.mul(x[1] ?? 0, 3), 0)));
    const explanation = await explain(step, { a: 2000, b: true, c: 'x' });
    expect(explanation.method).toBe('exact-antithetic-pair');
    const total = explanation.contributions.reduce((all, { contribution }) => all + contribution, explanation.base);
    expect(Math.abs(total - explanation.link)).toBeLessThan(1e-9);
  });

  test('a number without a range cannot be proven', async () => {
    const { range: _, ...unbounded } = numberInput('a');
    const inputs = [unbounded, ...names.slice(1).map((name) => numberInput(name))];
    const referencePatient = { description: '', inputs: { a: 0, b: 0, c: 0, d: 0 } };
    const plain = (g: GraphBuilder, x: readonly Node[]) => g.add(0, ...x);
    const unproven = load(plain, { inputs, referencePatient }, referencePatient.inputs);
    await expect(unproven).rejects.toThrow('interactionOrder cannot be proven, "a" has no range');
  });
});
