import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CardwrightError, type CdsService, type GoldenVector, type ModelManifest } from '@cardwright/cds-service';
import type { RunnableService } from '@cardwright/evaluation';
import type { FeatureDeclarations } from '@cardwright/features';
import { loadDecision, loadModel, modelPort, type LoadedModel } from '@cardwright/scoring';
import { services, servicesDirectory } from '@cardwright/services';
import { contentVersion } from './content-version.ts';

/** Every registered service by id, without its models: what listing and checking need. */
export const registeredServices: ReadonlyMap<string, CdsService<FeatureDeclarations>> = new Map(
  services.map((service): [string, CdsService<FeatureDeclarations>] => [service.manifest.id, service]),
);

/** The folder of a service. */
export const folderOf = (id: string): string => join(fileURLToPath(servicesDirectory), id);

/** The version of a registered service; `site` is what a site set besides the declarations, where it set anything. */
export const versionOf = (service: CdsService<FeatureDeclarations>, site?: unknown): string =>
  contentVersion(
    folderOf(service.manifest.id),
    site === undefined ? service.features : { features: service.features, site },
  );

/**
 * Loads a service's models; each has passed its sha256, its signature and all its golden vectors when this resolves.
 * Errors: `unknown-service`, `model-invalid`, `model-golden-mismatch`.
 */
export async function loadService(id: string): Promise<RunnableService> {
  const service = findService(id);
  const loaded = new Map<string, LoadedModel>();
  for (const variant of service.manifest.models) loaded.set(variant, await loadVariant(service, variant));
  const models = Object.fromEntries([...loaded].map(([variant, model]) => [variant, model.manifest]));
  return { service, version: versionOf(service), models, port: modelPort(loaded) };
}

/** The registered service of this id, or `unknown-service`. */
export function findService(id: string): CdsService<FeatureDeclarations> {
  const service = registeredServices.get(id);
  if (service === undefined) throw new CardwrightError('unknown-service', `There is no service "${id}".`);
  return service;
}

async function loadVariant({ manifest: { id }, decisions = {} }: CdsService, variant: string): Promise<LoadedModel> {
  const base = join(folderOf(id), 'models', variant);
  const decide = decisions[variant];
  try {
    const manifest = readJson<ModelManifest>(`${base}.model.json`);
    const golden = readJson<readonly GoldenVector[]>(`${base}.golden.json`);
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
