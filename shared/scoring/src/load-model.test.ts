import { describe, expect, test } from '@jest/globals';
import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import { GraphBuilder } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

/** out = 2a + b, band = 0 or 1 by the sign of a. */
const graph = (): GraphBuilder => {
  const g = new GraphBuilder({ name: 'test', columns: ['a', 'b'] });
  const [a, b] = [g.column('a'), g.column('b')];
  const out = g.weightedSum([a, b], [2, 1], 0);
  g.outputs([out, g.missingWith(g.toNumber(g.greater(a, 0)), a)]);
  g.links([out]);
  return g;
};
const band = {
  name: 'band',
  unit: '{category}',
  kind: 'category',
  categories: ['low', 'high'],
  inputs: ['a'],
  column: 1,
} as const;
const load = (golden: readonly Partial<GoldenVector>[], manifest: Partial<ModelManifest> = {}) =>
  loadModel(
    filesOf(
      graph(),
      {
        inputs: [numberInput('a'), numberInput('b', { presence: 'per-output' })],
        outputs: [scoreOutput('out', ['a', 'b']), band],
        ...manifest,
      },
      golden,
    ),
  );
const inputs = { a: 1, b: 0.5 };
const right = { inputs, expected: { out: 2.5, band: 'high' } };

test('resolves when every golden vector is reproduced', async () => {
  const many = Array.from({ length: 1200 }, (_, i) => ({ inputs: { a: i, b: 1 }, expected: { out: 2 * i + 1 } }));
  const model = await load([right, ...many]);
  expect(model.manifest.id).toBe('test@variant');
  await model.release();
});

test('a number within the tolerance passes, just outside it does not', async () => {
  await (await load([{ inputs, expected: { out: 2.5009 }, tolerance: 1e-3 }])).release();
  await expect(load([{ inputs, expected: { out: 2.5011 }, tolerance: 1e-3 }])).rejects.toThrow(/off by 0.0011/);
});

describe('model-golden-mismatch names model, vector, output and difference', () => {
  test('a number', async () => {
    const wrong = { id: 'paper-7', inputs, expected: { out: 2.547 } };
    const details = { model: 'test@variant', vector: 'paper-7', output: 'out', difference: expect.closeTo(0.047, 12) };
    await expect(load([right, wrong])).rejects.toThrow(
      expect.objectContaining({
        code: 'model-golden-mismatch',
        details,
        message: expect.stringMatching(/test@variant.*paper-7.*out.*0\.04[67]/),
      }),
    );
  });
  test.each<[string, Partial<GoldenVector>, object]>([
    ['a category', { inputs, expected: { band: 'low' } }, { output: 'band' }],
    ['a category where a number is expected', { inputs, expected: { band: 1 } }, { output: 'band' }],
    ['an output that is withheld', { inputs: { a: 1, b: null }, expected: { out: 2 } }, { output: 'out' }],
    ['an output that does not exist', { inputs, expected: { risk: 2 } }, { output: 'risk' }],
    ['an expected NaN', { inputs, expected: { out: NaN } }, { output: 'out' }],
    ['inputs that are refused', { inputs: { z: 1 }, expected: { out: 2 } }, { output: 'out' }],
  ])('%s', async (_name, vector, details) => {
    await expect(load([right, { id: 'wrong', ...vector }])).rejects.toThrow(
      expect.objectContaining({
        code: 'model-golden-mismatch',
        details: expect.objectContaining({ model: 'test@variant', vector: 'wrong', ...details }),
      }),
    );
  });
});

describe('model-invalid', () => {
  test.each<[string, Partial<ModelManifest>, RegExp]>([
    ['another file', { sha256: '0'.repeat(64) }, /sha256/],
    [
      'an output column that the graph does not have',
      { outputs: [scoreOutput('out', ['a'], { column: 2 })] },
      /column 2 of 2 outputs/,
    ],
    ['a broken output column', { outputs: [scoreOutput('out', ['a'], { column: 0.5 })] }, /column 0.5/],
    [
      'a link column that the graph does not have',
      { outputs: [scoreOutput('out', ['a'], { link: { scale: 'logit', column: 1 } })] },
      /column 1 of 1 links/,
    ],
    ['a column too many', { inputs: [numberInput('a'), numberInput('b'), numberInput('c')] }, /signature/],
  ])('%s', async (_name, manifest, message) => {
    await expect(load([right], manifest)).rejects.toThrow(
      expect.objectContaining({ code: 'model-invalid', message: expect.stringMatching(message) }),
    );
  });
  test('no golden vectors', async () => {
    await expect(load([])).rejects.toThrow(/no golden vectors/);
  });
});
