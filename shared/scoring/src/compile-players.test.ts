import { expect, test } from '@jest/globals';
import type { ModelManifest, SignatureInput } from '@cardwright/cds-service';
import { GraphBuilder } from '@cardwright/model-builder';
import { compilePlayers } from './compile-players.ts';
import { filesOf, numberInput } from './testing/files-of.ts';

const compile = (inputs: readonly SignatureInput[], more: Partial<ModelManifest> = {}) => {
  const g = new GraphBuilder({ name: 'test', columns: ['a'] });
  g.outputs([g.column('a')]);
  return compilePlayers(filesOf(g, { inputs, outputs: [], ...more }).manifest);
};

test('inputs without a player stand alone; the others stand together where the first of them is', () => {
  const inputs = [
    numberInput('wbc', { player: 'wbc' }),
    numberInput('ward_a', { player: 'ward' }),
    numberInput('age'),
    numberInput('ward_b', { player: 'ward' }),
    numberInput('wbc_missing', { player: 'wbc' }),
  ];
  expect(compile(inputs)).toEqual([
    { name: 'wbc', columns: [0, 4] },
    { name: 'ward', columns: [1, 3] },
    { name: 'age', columns: [2] },
  ]);
});

test.each([
  [
    'a player named like an input of another',
    [numberInput('a', { player: 'b' }), numberInput('b', { player: 'c' })],
    {},
  ],
  [
    'a player of which one part is own',
    [numberInput('a', { player: 'p' }), numberInput('b', { player: 'p' })],
    { referencePatient: { description: '', inputs: {}, own: ['a'] } },
  ],
])('refused: %s', (_name, inputs, more) => {
  expect(() => compile(inputs, more)).toThrow(expect.objectContaining({ code: 'model-invalid' }));
});
