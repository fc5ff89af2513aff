import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CardwrightError, type CdsService } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { dataFolders, services, servicesDirectory } from '@cardwright/services';
import { contentVersion } from './content-version.ts';
import { loadFolder, type LoadedService } from './load-folder.ts';
import { loadServiceFolder } from './load-service-folder.ts';
import { folderError } from './service-folder/folder-error.ts';
import { readServiceFolder } from './service-folder/read-service-folder.ts';

type Service = CdsService<FeatureDeclarations>;

/** The folder of a service. */
export const folderOf = (id: string): string => join(fileURLToPath(servicesDirectory), id);

const readings = dataFolders.map((id) => ({ id, reading: readServiceFolder(folderOf(id)) }));

/** Folders without code under `services/` that cannot be read, by id: they are told, and take nobody with them. */
export const unreadableServices: ReadonlyMap<string, CardwrightError> = new Map(
  readings.flatMap(({ id, reading }) => (reading.ok ? [] : [[id, folderError(reading.problems)] as const])),
);

/** Every registered service by id, without its models: what listing and checking need. */
export const registeredServices: ReadonlyMap<string, Service> = new Map(
  [...services, ...readings.flatMap(({ reading }) => (reading.ok ? [reading.value.service] : []))].map(
    (service): [string, Service] => [service.manifest.id, service],
  ),
);

/** The version of a registered service; `site` is what a site set besides the declarations, where it set anything. */
export const versionOf = (service: Service, site?: unknown): string =>
  contentVersion(
    folderOf(service.manifest.id),
    site === undefined ? service.features : { features: service.features, site },
  );

/** Whether a service of this id under `services/` is data alone, readable or not. */
export const isDataFolder = (id: string): boolean => dataFolders.includes(id);

/**
 * Loads a service's models; each has passed its sha256, its signature and all its golden vectors when this resolves.
 * Errors: `unknown-service`, `model-invalid`, `model-golden-mismatch`.
 */
export async function loadService(id: string): Promise<LoadedService> {
  const service = findService(id);
  return isDataFolder(id) ? loadServiceFolder(folderOf(id)) : loadFolder(service, folderOf(id));
}

/** The registered service of this id. Errors: `unknown-service`; what is wrong with the folder of this name. */
export function findService(id: string): Service {
  const service = registeredServices.get(id);
  if (service === undefined)
    throw unreadableServices.get(id) ?? new CardwrightError('unknown-service', `There is no service "${id}".`);
  return service;
}
