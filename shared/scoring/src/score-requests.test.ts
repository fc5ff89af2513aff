import { expect, test } from '@jest/globals';
import { GraphBuilder } from '@cardwright/model-builder';
import { compileSignature } from './compile-signature.ts';
import { openSession } from './open-session.ts';
import { scoreRequests } from './score-requests.ts';
import { filesOf, numberInput, scoreOutput } from './testing/files-of.ts';

test('explanations of many patients share runs of at most 512 rows, none of them split', async () => {
  const names = Array.from({ length: 11 }, (_, i) => `x${i}`);
  const g = new GraphBuilder({ name: 'test', columns: names });
  const sum = g.add(0, ...names.map((name) => g.column(name)));
  g.outputs([sum]);
  g.links([sum]);
  const { manifest, onnx } = filesOf(g, {
    inputs: names.map((name) => numberInput(name)),
    outputs: [scoreOutput('out', names)],
    interactionOrder: 2,
    referencePatient: { description: '', inputs: Object.fromEntries(names.map((name) => [name, 0])) },
  });
  const session = await openSession(manifest.id, onnx, names.length);
  const lengths: number[] = [];
  const run: typeof session.run = (block) => {
    lengths.push(block.length / names.length);
    return session.run(block);
  };
  const open = { manifest, signature: compileSignature(manifest), session: { ...session, run } };
  const patient = { inputs: Object.fromEntries(names.map((name, i) => [name, i + 1])), explain: ['out'] };
  const predictions = await scoreRequests(open, new Array<typeof patient>(47).fill(patient));
  // 11 varying inputs take 2 · 11 rows, so 23 patients fill one run.
  expect(lengths).toEqual([506, 506, 22]);
  expect(predictions.map(({ outputs }) => outputs['out']?.value)).toEqual(new Array<number>(47).fill(66));
  await session.release();
});
