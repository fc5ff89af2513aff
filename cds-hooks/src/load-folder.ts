import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CardwrightError, type CdsService, type GoldenVector, type ModelManifest } from '@cardwright/cds-service';
import type { RunnableService } from '@cardwright/evaluation';
import type { FeatureDeclarations } from '@cardwright/features';
import { loadDecision, loadModel, modelPort, type LoadedModel } from '@cardwright/scoring';
import { readContent } from './content-version.ts';
import { createLease, type Lease } from './versions/create-lease.ts';

/** A version of a service with its models open. */
export interface LoadedService extends RunnableService, Lease {
  /** Where its files are. */
  readonly folder: string;
  /** The version of these files with other declarations: those of a site. */
  readonly versionWith: (declarations: unknown) => string;
}

/** The JSON files of the models by variant, where somebody has parsed them. */
export interface ParsedModels {
  readonly manifests: Readonly<Record<string, ModelManifest>>;
  readonly golden: Readonly<Record<string, readonly GoldenVector[]>>;
}

/**
 * Loads the models of a service from its folder; each has passed its sha256, its signature and all its golden vectors when
 * this resolves, and `release` closes them after the last use. Nothing stays open when one fails.
 * Errors: `model-invalid`, `model-golden-mismatch`.
 */
export async function loadFolder(
  service: CdsService<FeatureDeclarations>,
  folder: string,
  parsed?: ParsedModels,
): Promise<LoadedService> {
  const versionWith = readContent(folder);
  const loaded = new Map<string, LoadedModel>();
  const close = async (): Promise<void> =>
    void (await Promise.all([...loaded.values()].map((model) => model.release())));
  try {
    for (const variant of service.manifest.models)
      loaded.set(variant, await loadVariant(service, folder, variant, parsed));
  } catch (error) {
    await close();
    throw error;
  }
  const models = Object.fromEntries([...loaded].map(([variant, model]) => [variant, model.manifest]));
  const version = versionWith(service.features);
  return { service, folder, version, versionWith, models, port: modelPort(loaded), ...createLease(close) };
}

async function loadVariant(
  { manifest: { id }, decisions = {} }: CdsService,
  folder: string,
  variant: string,
  parsed?: ParsedModels,
): Promise<LoadedModel> {
  const base = join(folder, 'models', variant);
  const decide = decisions[variant];
  try {
    const manifest = parsed?.manifests[variant] ?? readJson<ModelManifest>(`${base}.model.json`);
    const golden = parsed?.golden[variant] ?? readJson<readonly GoldenVector[]>(`${base}.golden.json`);
    return decide === undefined
      ? await loadModel({ manifest, onnx: readFileSync(`${base}.onnx`), golden })
      : loadDecision({ manifest, table: readFileSync(`${base}.table.json`), golden, decide });
  } catch (error) {
    if (error instanceof CardwrightError) throw error;
    throw new CardwrightError('model-invalid', `The files of ${id} ${variant} cannot be read.`, { id, variant });
  }
}

/** Our own generated artefacts, compared with their source by `npm run generate -- --check`. */
function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(path, 'utf8')) as T;
}
