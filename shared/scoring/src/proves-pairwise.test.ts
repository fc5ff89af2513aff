import { describe, expect, test } from '@jest/globals';
import type { ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder } from '@cardwright/model-builder';
import type { Node } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import { provesPairwise } from './proves-pairwise.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

const load = (formula: (g: GraphBuilder, x: readonly Node[]) => Node, manifest: Partial<ModelManifest> = {}) => {
  const names = ['a', 'b', 'c', 'd'];
  const g = new GraphBuilder({ name: 'test', columns: names });
  const node = formula(
    g,
    names.map((name) => g.column(name)),
  );
  g.outputs([node]);
  g.links([node]);
  return loadModel(
    filesOf(g, {
      inputs: [
        numberInput('a'),
        numberInput('b', { kind: 'boolean' }),
        numberInput('c', { kind: 'category', categories: ['x', 'y', 'z'] }),
        numberInput('d', { presence: 'optional' }),
      ],
      outputs: [scoreOutput('out', names)],
      referencePatient: { description: '', inputs: { a: 0.1, b: false, c: 'x', d: null } },
      interactionOrder: 2,
      ...manifest,
    }),
  );
};
const threeWay = (g: GraphBuilder, [a = g.constant(0), b = a, c = a]: readonly Node[]) => g.mul(a, b, c);

test('pairwise models pass, absent optional inputs included', async () => {
  const model = await load((g, [a = g.constant(0), b = a, c = a, d = a]) =>
    g.add(g.mul(a, b), g.mul(c, a), g.whenMissing(d, 0.3, g.mul(d, a)), g.pow(a, 3)),
  );
  expect(await provesPairwise(model, 16)).toBeLessThan(1e-13);
  await model.release();
});

test('a model in which three inputs interact is found out, whatever its manifest declares', async () => {
  for (const declared of [{ interactionOrder: 2 }, {}] as const) {
    const model = await load(threeWay, declared);
    expect(await provesPairwise(model, 8)).toBeGreaterThan(0.01);
    await model.release();
  }
});

test('the same build gives the same verdict', async () => {
  const model = await load(threeWay);
  expect(await provesPairwise(model, 8)).toBe(await provesPairwise(model, 8));
  await model.release();
});

describe('what cannot be proven is refused', () => {
  const unbounded = { name: 'a', unit: '1', kind: 'number', presence: 'required' } as const;
  const bare = { name: 'out', unit: '1', kind: 'score', inputs: ['a'], column: 0 } as const;
  const others = [numberInput('b'), numberInput('c'), numberInput('d')];
  const reference = { description: '', inputs: { a: 0, b: 0, c: 0, d: 0 } };
  test.each<[string, Partial<ModelManifest>]>([
    ['a number without a range', { inputs: [unbounded, ...others], referencePatient: reference }],
    ['no links', { outputs: [bare] }],
  ])('%s', async (_name, manifest) => {
    const model = await load(threeWay, manifest);
    await expect(provesPairwise(model, 1)).rejects.toThrow(expect.objectContaining({ code: 'model-invalid' }));
    await model.release();
  });
  test('no samples', async () => {
    const model = await load(threeWay);
    await expect(provesPairwise(model, 0)).rejects.toThrow(/at least one sample/);
    await model.release();
  });
});
