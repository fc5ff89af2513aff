import { describe, expect, test } from '@jest/globals';
import { GraphBuilder } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import type { LoadedModel } from './session-model.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

/**
 * root = √a (no value below 0), risk = b / 4 (no probability above 4 or below 0), tier = the category with index c,
 * sum = a + (d or 100 where d is absent).
 */
const load = async (): Promise<LoadedModel> => {
  const g = new GraphBuilder({ name: 'test', columns: ['a', 'b', 'c', 'd'] });
  const sum = g.add(g.column('a'), g.whenMissing(g.column('d'), 100, g.column('d')));
  g.outputs([g.sqrt(g.column('a')), g.div(g.column('b'), 4), g.column('c'), sum]);
  g.links([sum, g.log(g.column('b'))]);
  const files = filesOf(g, {
    inputs: [
      numberInput('a'),
      numberInput('b', { presence: 'per-output' }),
      numberInput('c', { presence: 'per-output' }),
      numberInput('d', { presence: 'optional' }),
    ],
    outputs: [
      { name: 'root', unit: 'mg', kind: 'quantity', inputs: ['a'], column: 0 },
      { name: 'risk', unit: '1', kind: 'probability', inputs: ['b'], column: 1, link: { scale: 'log', column: 1 } },
      { name: 'tier', unit: '{category}', kind: 'category', categories: ['low', 'high'], inputs: ['c'], column: 2 },
      scoreOutput('sum', ['a', 'd'], { column: 3 }),
    ],
  });
  return loadModel(files);
};
const full = { a: 4, b: 1, c: 1, d: 7 };

describe('predict', () => {
  test('gives values with units, categories as words, and links', async () => {
    const model = await load();
    const [prediction] = await model.predict([{ inputs: full }]);
    expect(prediction).toEqual({
      model: 'test@variant',
      variant: 'variant',
      sha256: model.manifest.sha256,
      inputs: full,
      outputs: {
        root: { value: 2, unit: 'mg' },
        risk: { value: 0.25, unit: '1', link: 0 },
        tier: { value: 'high', unit: '{category}' },
        sum: { value: 11, unit: '{score}', link: 11 },
      },
      explanations: [],
    });
    await model.release();
  });

  test('withholds the outputs whose inputs are absent; an optional input may be', async () => {
    const model = await load();
    const [some, none] = await model.predict([{ inputs: { a: 4, d: null } }, { inputs: {} }]);
    expect(Object.keys(some?.outputs ?? {})).toEqual(['root', 'sum']);
    expect(some?.outputs['sum']?.value).toBe(104);
    expect(some?.inputs).toEqual({ a: 4, b: null, c: null, d: null });
    expect(none?.outputs).toEqual({});
    await model.release();
  });

  test('gives the outputs that are wanted, and refuses names it does not know', async () => {
    const model = await load();
    const [prediction] = await model.predict([{ inputs: full, outputs: ['tier', 'root'] }]);
    expect(Object.keys(prediction?.outputs ?? {}).sort()).toEqual(['root', 'tier']);
    for (const wrong of [{ outputs: ['dose'] }, { explain: ['dose'] }]) {
      await expect(model.predict([{ inputs: full, ...wrong }])).rejects.toThrow(
        expect.objectContaining({ code: 'bad-input', details: { outputs: ['dose'] } }),
      );
    }
    await model.release();
  });

  test.each([
    ['not-computable', 'a value that is NaN although its inputs are there', { ...full, a: -1 }, ['root']],
    ['not-computable', 'a link that is infinite', { ...full, b: 0 }, ['risk']],
    ['model-failed', 'a probability above 1', { ...full, b: 4.1 }, ['risk']],
    ['model-failed', 'an unknown category', { ...full, c: 2 }, ['tier']],
    ['model-failed', 'a category between two', { ...full, c: 0.5 }, ['tier']],
  ])('%s: %s', async (code, _what, inputs, outputs) => {
    const model = await load();
    await expect(model.predict([{ inputs: full }, { inputs }])).rejects.toThrow(
      expect.objectContaining({ code, details: { outputs } }),
    );
    await model.release();
  });

  test('no request, no prediction', async () => {
    const model = await load();
    expect(await model.predict([])).toEqual([]);
    await model.release();
  });

  test('10,000 patients at once leave the event loop its turns and keep their order', async () => {
    const model = await load();
    let turns = 0;
    const ticking = setInterval(() => (turns += 1), 0);
    const predictions = await model.predict(Array.from({ length: 10_000 }, (_, i) => ({ inputs: { a: i, d: 0 } })));
    clearInterval(ticking);
    expect(predictions.map(({ outputs }) => outputs['sum']?.value)).toEqual(
      Array.from({ length: 10_000 }, (_, i) => i),
    );
    expect(turns).toBeGreaterThan(3);
    await model.release();
  });
});

describe('calls queue', () => {
  test('in order, each with its own rows, and a refused one does not stop the next', async () => {
    const model = await load();
    const order: number[] = [];
    const calls = Array.from({ length: 50 }, async (_, i) => {
      const inputs = i === 20 ? { z: 1 } : { a: i, d: 0 };
      const predictions = await model.predict([{ inputs }]).finally(() => order.push(i));
      return predictions[0]?.outputs['sum']?.value;
    });
    const settled = await Promise.allSettled(calls);
    const values = settled.map((call) => (call.status === 'fulfilled' ? call.value : 'refused'));
    expect(values).toEqual(Array.from({ length: 50 }, (_, i) => (i === 20 ? 'refused' : i)));
    expect(order).toEqual(Array.from({ length: 50 }, (_, i) => i));
    await model.release();
  });

  test('release waits for the calls made, refuses later ones, and may be repeated', async () => {
    const model = await load();
    const call = model.predict([{ inputs: full }]);
    await Promise.all([model.release(), model.release()]);
    expect((await call)[0]?.outputs['sum']?.value).toBe(11);
    await expect(model.predict([{ inputs: full }])).rejects.toThrow(expect.objectContaining({ code: 'model-failed' }));
  });
});
