import { CardwrightError } from '@cardwright/cds-service';
import { findFolder, type Environment } from './find-folder.ts';
import type { LoadedService } from './load-folder.ts';
import { loadServiceFolder } from './load-service-folder.ts';
import { isDataFolder, loadService, registeredServices } from './load-services.ts';

/**
 * The service that a command names, with its models: a built-in id, or what `findFolder` finds. Errors: `unknown-service`; those
 * of its files and models.
 */
export async function loadNamed(name: string, env: Environment): Promise<LoadedService> {
  if (registeredServices.has(name) || isDataFolder(name)) return loadService(name);
  const folder = findFolder(name, env);
  if (folder !== undefined) return loadServiceFolder(folder);
  throw new CardwrightError('unknown-service', `There is no service "${name}", built in or in the drop-in directory.`);
}
