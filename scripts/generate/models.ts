import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { BuiltDecision, BuiltModel } from '@cardwright/model-builder';
import { loadDecision } from '@cardwright/scoring';
import type { GoldenVector, ModelManifest } from '@cardwright/cds-service';
import type { GeneratedFile } from './generated-file.ts';
import { proveModel } from './prove-model.ts';

/** What a `models.ts` exports: graphs, table decisions, or both. */
interface ModelsModule {
  readonly buildModels: () => readonly BuiltModel[];
  readonly buildDecisions: () => readonly BuiltDecision[];
}

/** The artefacts of every service that has a `models.ts`, proven before they are written. */
export async function generateModels(root: string, ids: readonly string[]): Promise<readonly GeneratedFile[]> {
  const files: GeneratedFile[] = [];
  for (const id of ids) {
    const path = join(root, 'services', id, 'models.ts');
    if (!existsSync(path)) continue;
    const module = (await import(pathToFileURL(path).href)) as Partial<ModelsModule>;
    for (const built of module.buildModels?.() ?? []) files.push(...(await modelFiles(id, built)));
    for (const built of module.buildDecisions?.() ?? []) files.push(...decisionFiles(root, id, built));
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

/** The table is written by hand and stays as it is; its hash goes into the manifest. */
function decisionFiles(
  root: string,
  id: string,
  { manifest, golden, decide }: BuiltDecision,
): readonly GeneratedFile[] {
  const base = `services/${id}/models/${manifest.variant}`;
  const table = readFileSync(join(root, `${base}.table.json`));
  const outputs = manifest.outputs.map((output, column) => ({ ...output, column }));
  const hashed: ModelManifest = { ...manifest, outputs, sha256: createHash('sha256').update(table).digest('hex') };
  loadDecision({ manifest: hashed, table, golden, decide });
  return [
    { path: `${base}.model.json`, content: `${JSON.stringify(hashed, null, 2)}\n` },
    { path: `${base}.golden.json`, content: goldenJson(golden) },
  ];
}

/** One vector a line: a reviewer's diff shows which vector changed. */
function goldenJson(golden: readonly GoldenVector[]): string {
  return `[\n${golden.map((vector) => `  ${JSON.stringify(vector)}`).join(',\n')}\n]\n`;
}
