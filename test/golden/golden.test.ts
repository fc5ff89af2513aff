import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CardwrightError, type GoldenVector, type ModelManifest } from '@cardwright/cds-service';
import { findService, folderOf, loadService, registeredServices } from '@cardwright/cds-hooks';
import { disableTelemetry, loadModel } from '@cardwright/scoring';

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const variants = [...registeredServices.keys()].flatMap((id) =>
  findService(id).manifest.models.map((variant) => [id, variant] as const),
);

function files(id: string, variant: string) {
  const base = join(folderOf(id), 'models', variant);
  return {
    manifest: readJson<ModelManifest>(`${base}.model.json`),
    golden: readJson<readonly GoldenVector[]>(`${base}.golden.json`),
    onnx: readFileSync(`${base}.onnx`),
  };
}

describe.each(variants)('%s %s', (id, variant) => {
  const given = files(id, variant);

  test('reproduces every golden vector at load', async () => {
    disableTelemetry();
    const model = await loadModel(given);
    expect(model.manifest.id).toBe(`${[findService(id).manifest.reference].flat()[0]}@${variant}`);
    await model.release();
  });

  test('carries at least 50 vectors, each with a source', () => {
    expect(given.golden.length).toBeGreaterThanOrEqual(50);
    expect(given.golden.filter((vector) => vector.source.trim() === '')).toEqual([]);
    expect(new Set(given.golden.map((vector) => vector.id)).size).toBe(given.golden.length);
  });

  test('is refused when one vector is off by more than its tolerance, naming the vector', async () => {
    disableTelemetry();
    const [first, ...rest] = given.golden;
    if (first === undefined) throw new Error('no vectors');
    const [name, value] = Object.entries(first.expected).find(([, expected]) => typeof expected === 'number') ?? [];
    if (name === undefined || typeof value !== 'number') throw new Error('no number in the first vector');
    const wrong = { ...first, expected: { ...first.expected, [name]: value + 2 * first.tolerance + 1e-3 } };
    const loading = loadModel({ ...given, golden: [wrong, ...rest] });
    await expect(loading).rejects.toThrow(CardwrightError);
    await expect(loading).rejects.toMatchObject({
      code: 'model-golden-mismatch',
      message: expect.stringContaining(first.id),
    });
  });
});

test('every service loads all its variants', async () => {
  disableTelemetry();
  for (const id of registeredServices.keys()) {
    const { models } = await loadService(id);
    expect(Object.keys(models)).toEqual([...findService(id).manifest.models]);
  }
});
