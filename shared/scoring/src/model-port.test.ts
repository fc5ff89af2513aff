import { expect, test } from '@jest/globals';
import { GraphBuilder } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import { modelPort } from './model-port.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

const load = (variant: string, factor: number) => {
  const g = new GraphBuilder({ name: variant, columns: ['a'] });
  const node = g.mul(g.column('a'), factor);
  g.outputs([node]);
  g.links([node]);
  return loadModel(filesOf(g, { variant, inputs: [numberInput('a')], outputs: [scoreOutput('out', ['a'])] }));
};

test('answers in the order of the requests, whatever the variants', async () => {
  const models = new Map([
    ['double', await load('double', 2)],
    ['triple', await load('triple', 3)],
  ]);
  const port = modelPort(models);
  const again = { variant: 'double', inputs: { a: 1 } };
  const predictions = await port.predict([
    again,
    { variant: 'triple', inputs: { a: 10 } },
    { ...again, inputs: { a: 5 } },
    again,
  ]);
  expect(predictions.map(({ variant, outputs }) => [variant, outputs['out']?.value])).toEqual([
    ['double', 2],
    ['triple', 30],
    ['double', 10],
    ['double', 2],
  ]);
  expect(await port.predict([])).toEqual([]);
  await Promise.all([...models.values()].map((model) => model.release()));
});

test('an unknown variant is refused before anything runs', async () => {
  const port = modelPort(new Map());
  await expect(port.predict([{ variant: 'quadruple', inputs: {} }])).rejects.toThrow(
    expect.objectContaining({ code: 'unknown-model', details: { variant: 'quadruple' } }),
  );
});
