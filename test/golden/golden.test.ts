import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { CardwrightError, type GoldenVector, type ModelManifest } from '@cardwright/cds-service';
import { findService, folderOf, loadService, registeredServices } from '@cardwright/cds-hooks';
import { disableTelemetry, loadDecision, loadModel, type LoadedModel } from '@cardwright/scoring';

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;
const variants = [...registeredServices.keys()].flatMap((id) =>
  findService(id).manifest.models.map((variant) => [id, variant] as const),
);

interface Files {
  readonly manifest: ModelManifest;
  readonly golden: readonly GoldenVector[];
  /** As the product loads it: a graph, or a table with the function over it. */
  readonly load: (golden: readonly GoldenVector[]) => Promise<LoadedModel>;
}

function files(id: string, variant: string): Files {
  const base = join(folderOf(id), 'models', variant);
  const manifest = readJson<ModelManifest>(`${base}.model.json`);
  const decide = findService(id).decisions?.[variant];
  return {
    manifest,
    golden: readJson<readonly GoldenVector[]>(`${base}.golden.json`),
    load: async (golden) =>
      decide === undefined
        ? loadModel({ manifest, golden, onnx: readFileSync(`${base}.onnx`) })
        : loadDecision({ manifest, golden, table: readFileSync(`${base}.table.json`), decide }),
  };
}

/** How many different rows a model can be given, where every input is a whole score or a choice: a table may have few. */
function possibleRows({ inputs, items }: ModelManifest): number {
  const sizes = inputs.map(({ kind, unit, range, categories = [] }) => {
    if (kind === 'boolean') return 2;
    if (kind === 'category') return categories.length;
    return unit === '{score}' && range !== undefined ? range[1] - range[0] + 1 : Infinity;
  });
  return items === undefined ? sizes.reduce((all, size) => all * size, 1) : Infinity;
}

describe.each(variants)('%s %s', (id, variant) => {
  const given = files(id, variant);

  test('reproduces every golden vector at load', async () => {
    disableTelemetry();
    const model = await given.load(given.golden);
    const { reference } = model.manifest;
    expect([findService(id).manifest.reference].flat()).toContain(reference);
    expect(model.manifest.id).toBe(`${reference}@${variant}`);
    await model.release();
  });

  test('carries at least 50 vectors, or every input that there is, each with a source', () => {
    expect(given.golden.length).toBeGreaterThanOrEqual(Math.min(50, possibleRows(given.manifest)));
    expect(given.golden.filter((vector) => vector.source.trim() === '')).toEqual([]);
    expect(new Set(given.golden.map((vector) => vector.id)).size).toBe(given.golden.length);
  });

  test('is refused when one vector is off by more than its tolerance, naming the vector', async () => {
    disableTelemetry();
    const [first, ...rest] = given.golden;
    if (first === undefined) throw new Error('no vectors');
    const [name, value] = Object.entries(first.expected)[0] ?? [];
    if (name === undefined || value === undefined) throw new Error('nothing expected of the first vector');
    const other = typeof value === 'number' ? value + 2 * first.tolerance + 1e-3 : `not ${value}`;
    const loading = given.load([{ ...first, expected: { ...first.expected, [name]: other } }, ...rest]);
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
