import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuiltModel } from '@cardwright/model-builder';
import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import type { GeneratedFile } from './generated-file.ts';
import { proveModel } from './prove-model.ts';

/** The artefacts of every service that has a `models.ts`, proven before they are written. */
export async function generateModels(root: string, ids: readonly string[]): Promise<readonly GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const id of ids) {
    const path = join(root, 'services', id, 'models.ts');
    if (!existsSync(path)) continue;
    const { buildModels } = (await import(pathToFileURL(path).href)) as { buildModels: () => readonly BuiltModel[] };
    for (const built of buildModels()) files.push(...(await modelFiles(id, built)));
  }
  return files;
}

async function modelFiles(id: string, built: BuiltModel): Promise<readonly GeneratedFile[]> {
  const onnx = built.graph.toBytes();
  const sha256 = createHash('sha256').update(onnx).digest('hex');
  const manifest: ModelManifest = { ...built.manifest, sha256 };
  await proveModel({ manifest, onnx, golden: built.golden });
  const base = `services/${id}/models/${manifest.variant}`;
  return [
    { path: `${base}.onnx`, content: onnx },
    { path: `${base}.model.json`, content: `${JSON.stringify(manifest, null, 2)}\n` },
    { path: `${base}.golden.json`, content: goldenJson(built.golden) },
  ];
}

/** One vector a line: a reviewer's diff shows which vector changed. */
function goldenJson(golden: readonly GoldenVector[]): string {
  return `[\n${golden.map((vector) => `  ${JSON.stringify(vector)}`).join(',\n')}\n]\n`;
}
