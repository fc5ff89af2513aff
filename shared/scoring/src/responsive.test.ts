import { expect, test } from '@jest/globals';
import { GraphBuilder } from '@cardwright/model-builder';
import { loadModel } from './load-model.ts';
import { maxRowsPerRun } from './open-session.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

test('10,000 patients are scored and explained in turns: others get the event loop between any two runs', async () => {
  const names = ['a', 'b', 'c', 'd'];
  const g = new GraphBuilder({ name: 'test', columns: names });
  const sum = g.add(g.mul(g.column('a'), g.column('b')), g.add(g.column('c'), g.column('d')));
  g.outputs([sum]);
  g.links([sum]);
  const referencePatient = { description: 'zero', inputs: { a: 0, b: 0, c: 0, d: 0 } };
  const manifest = {
    inputs: names.map((name) => numberInput(name)),
    outputs: [scoreOutput('out', names)],
    referencePatient,
  };
  const model = await loadModel(filesOf(g, manifest, [{ inputs: { a: 1, b: 2, c: 1, d: 1 }, expected: { out: 4 } }]));
  const requests = Array.from({ length: 10_000 }, (_, i) => ({
    inputs: { a: 1 + (i % 5) / 10, b: 1, c: -1, d: 0.5 },
    explain: ['out'],
  }));
  let turns = 0;
  let running = true;
  const turn = (): void => {
    turns += 1;
    if (running) setImmediate(turn);
  };
  setImmediate(turn);
  const predictions = await model.predict(requests);
  running = false;
  expect(predictions).toHaveLength(10_000);
  expect(predictions.every(({ explanations }) => explanations.length === 1)).toBe(true);
  // 16 coalitions of four inputs for each patient, and never more than maxRowsPerRun rows between two turns.
  expect(turns).toBeGreaterThanOrEqual((10_000 * 16) / maxRowsPerRun - 1);
  await model.release();
});
