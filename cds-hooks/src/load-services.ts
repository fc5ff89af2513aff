import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CardwrightError, type CdsService } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { services, servicesDirectory } from '@cardwright/services';
import { contentVersion } from './content-version.ts';
import { loadFolder, type LoadedService } from './load-folder.ts';

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
export async function loadService(id: string): Promise<LoadedService> {
  return loadFolder(findService(id), folderOf(id));
}

/** The registered service of this id, or `unknown-service`. */
export function findService(id: string): CdsService<FeatureDeclarations> {
  const service = registeredServices.get(id);
  if (service === undefined) throw new CardwrightError('unknown-service', `There is no service "${id}".`);
  return service;
}
