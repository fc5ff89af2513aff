import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, jest, test } from '@jest/globals';
import { folderOf } from '@cardwright/cds-hooks';
import { runCardwright, temporaryDirectory } from './start-process.ts';

jest.setTimeout(60_000);

const onnx = join(folderOf('deterioration-news2'), 'models', 'news2.onnx');

describe('model inspect', () => {
  test('reports a model as JSON, exit code 0', async () => {
    const { code, stdout, stderr } = await runCardwright(['model', 'inspect', onnx]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({
      signature: { inputs: [{ name: 'features', type: 'float64' }] },
      operators: expect.arrayContaining(['Concat']),
      opsets: { 'ai.onnx': 17 },
      producer: 'cardwright',
      problems: [],
      verdict: 'accepted',
    });
  });

  test('a file that is no model is refused in the report, exit code 0', async () => {
    const { path, clean } = temporaryDirectory();
    const file = join(path, 'text.onnx');
    writeFileSync(file, 'no model');
    const { code, stdout } = await runCardwright(['model', 'inspect', file]);
    clean();
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'refused', problems: [{ code: 'not-onnx' }] });
  });

  test.each([
    ['a file that is not there', ['model', 'inspect', '/nowhere/model.onnx']],
    ['a folder', ['model', 'inspect', '/']],
    ['no file', ['model', 'run']],
    ['an unknown verb', ['model', 'train', onnx]],
  ])('%s: a coded error on standard error, exit code 2', async (_what, args) => {
    const { code, stdout, stderr } = await runCardwright(args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({ error: { code: 'bad-argument' } });
  });
});

test('model run answers line by line, in order, errors in their place, exit code 0', async () => {
  const { stdout: report } = await runCardwright(['model', 'inspect', onnx]);
  const { signature } = JSON.parse(report) as {
    signature: { inputs: readonly { shape: readonly [string, number] }[] };
  };
  const width = signature.inputs[0]?.shape[1] ?? 0;
  const row = (value: number | null) => Array.from({ length: width }, () => value);
  const lines = [
    JSON.stringify({ inputs: { features: [row(null), row(null)] } }),
    'no json',
    '',
    JSON.stringify({ inputs: { other: 1 } }),
    JSON.stringify({ inputs: { features: row(null) } }),
  ];
  const { code, stdout } = await runCardwright(['model', 'run', onnx], lines.join('\n'));
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  expect(code).toBe(0);
  expect(answers).toMatchObject([
    { outputs: { outputs: expect.any(Array) } },
    { error: { code: 'bad-json' } },
    { error: { code: 'bad-input' } },
    { outputs: { outputs: expect.any(Array) } },
  ]);
  expect((answers[0] as { outputs: { outputs: readonly unknown[] } }).outputs.outputs).toHaveLength(2);
});
