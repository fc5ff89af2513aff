import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { findService, folderOf, registeredServices } from '@cardwright/cds-hooks';
import type { GoldenVector, ModelManifest, SignatureInput } from '@cardwright/cds-service';
import { disableTelemetry } from '@cardwright/scoring';
import { InferenceSession, Tensor } from 'onnxruntime-node';

// The graphs themselves, without the guards around them: a missing value must poison exactly what depends on it.

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
/** A trainer's graph has tensors of its own and routes NaN as it was trained: its golden vectors hold absent inputs. */
const isForeign = (id: string, variant: string): boolean =>
  readJson<ModelManifest>(`${join(folderOf(id), 'models', variant)}.model.json`).graph !== undefined;
/** Our graphs only: a table decision has none, and refuses what is absent by itself. */
const variants = [...registeredServices.keys()].flatMap((id) => {
  const { manifest, decisions = {} } = findService(id);
  return manifest.models
    .filter((variant) => !(variant in decisions) && !isForeign(id, variant))
    .map((variant) => [id, variant] as const);
});

function encode(input: SignatureInput, value: unknown): number {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'string') return (input.categories ?? []).indexOf(value);
  return typeof value === 'number' ? value : Number.NaN;
}

describe.each(variants)('%s %s', (id, variant) => {
  const base = join(folderOf(id), 'models', variant);
  const manifest = readJson<ModelManifest>(`${base}.model.json`);
  const complete = readJson<readonly GoldenVector[]>(`${base}.golden.json`).find(({ inputs }) =>
    manifest.inputs.every(({ name }) => inputs[name] !== null && inputs[name] !== undefined),
  );

  async function run(rows: readonly (readonly number[])[]): Promise<readonly (readonly number[])[]> {
    disableTelemetry();
    const session = await InferenceSession.create(`${base}.onnx`, { intraOpNumThreads: 1 });
    const feed = new Tensor('float64', Float64Array.from(rows.flat()), [rows.length, manifest.inputs.length]);
    const { outputs } = await session.run({ features: feed });
    await session.release();
    const data = outputs?.data as Float64Array;
    const width = data.length / rows.length;
    return rows.map((_, row) => [...data.subarray(row * width, (row + 1) * width)]);
  }

  test('NaN in each input makes NaN of every output that needs it, and moves no other', async () => {
    if (complete === undefined) throw new Error('no golden vector has every input');
    const row = manifest.inputs.map((input) => encode(input, complete.inputs[input.name]));
    const rows = [row, ...manifest.inputs.map((_, hole) => row.map((value, at) => (at === hole ? Number.NaN : value)))];
    const [whole = [], ...holed] = await run(rows);
    expect(whole.filter(Number.isNaN)).toEqual([]);
    manifest.inputs.forEach((input, hole) => {
      for (const output of manifest.outputs) {
        const value = holed[hole]?.[output.column] ?? 0;
        const what = `${output.name} without ${input.name}`;
        if (!output.inputs.includes(input.name)) expect([what, value]).toEqual([what, whole[output.column]]);
        else expect([what, Number.isNaN(value)]).toEqual([what, input.presence !== 'optional']);
      }
    });
  });
});
