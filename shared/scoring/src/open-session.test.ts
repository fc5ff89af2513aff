import { describe, expect, test } from '@jest/globals';
import { openSession } from './open-session.ts';
import { rawOnnx } from './testing/raw-onnx.ts';
import type { RawPort } from './testing/raw-onnx.ts';

const float32 = 1;
const float64 = 11;
const port = (name: string, more: Partial<RawPort> = {}): RawPort => ({ name, type: float64, width: 2, ...more });
const open = (inputs: readonly RawPort[], outputs: readonly RawPort[]) =>
  openSession('test@raw', rawOnnx(inputs, outputs).toBytes(), 2);

test('opens float64 matrices and runs them', async () => {
  const session = await open([port('features')], [port('outputs'), port('links')]);
  expect([session.outputWidth, session.linkWidth]).toEqual([2, 2]);
  const { outputs, links } = await session.run(new Float64Array([1, NaN, 3, 4]));
  expect([...outputs]).toEqual([1, NaN, 3, 4]);
  expect([...links]).toEqual([1, NaN, 3, 4]);
  await session.release();
});

test('links are optional', async () => {
  const session = await open([port('features')], [port('outputs')]);
  expect(session.linkWidth).toBe(0);
  expect(await session.run(new Float64Array([1, 2]))).toEqual({
    outputs: new Float64Array([1, 2]),
    links: new Float64Array(),
  });
  await session.release();
});

describe('every other border is refused', () => {
  test.each<[string, readonly RawPort[], readonly RawPort[]]>([
    ['float32 in', [port('features', { type: float32 })], [port('outputs', { type: float32 })]],
    ['another width', [port('features', { width: 3 })], [port('outputs', { width: 3 })]],
    ['another input name', [port('x')], [port('outputs')]],
    ['a second input', [port('features'), port('more')], [port('outputs'), port('links')]],
    ['a fixed number of rows', [port('features', { rows: 1 })], [port('outputs', { rows: 1 })]],
    ['no outputs', [port('features')], [port('links')]],
    ['an unknown output', [port('features')], [port('outputs'), port('label')]],
  ])('%s', async (_name, inputs, outputs) => {
    await expect(open(inputs, outputs)).rejects.toThrow(
      expect.objectContaining({ code: 'model-invalid', message: expect.stringContaining('expected features float64') }),
    );
  });
  test('a file that is no model', async () => {
    const refusal = { code: 'model-invalid', message: expect.stringContaining('refuses the file') };
    await expect(openSession('test@raw', new Uint8Array([1, 2, 3]), 2)).rejects.toThrow(
      expect.objectContaining(refusal),
    );
  });
});

test('a run that the runtime refuses is model-failed, without the runtime’s words', async () => {
  const session = await open([port('features')], [port('outputs')]);
  await session.release();
  const refusal = { code: 'model-failed', message: 'test@raw: the runtime could not run the model' };
  await expect(session.run(new Float64Array([1, 2]))).rejects.toThrow(expect.objectContaining(refusal));
});
