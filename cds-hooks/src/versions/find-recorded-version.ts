import { CardwrightError, type Evaluation } from '@cardwright/cds-service';
import type { Config } from '../config/config.ts';
import { runnableAtSite } from '../load-served.ts';
import type { LoadedService } from '../load-folder.ts';
import { loadServiceFolder } from '../load-service-folder.ts';
import { loadService, registeredServices } from '../load-services.ts';
import { findVersionFolders } from './find-version-folders.ts';

/**
 * The version that made an evaluation, with its models open: built in or in the drop-in directory, as published or as the
 * configuration's site has it. `undefined` when it is not there, or not as it was. What cannot be loaded is not it.
 */
export async function findRecordedVersion(
  config: Config,
  { service: id, version }: Pick<Evaluation, 'service' | 'version'>,
): Promise<LoadedService | undefined> {
  const folders = config.serviceDirectory === undefined ? [] : findVersionFolders(config.serviceDirectory);
  const loads = [
    ...(registeredServices.has(id) ? [() => loadService(id)] : []),
    ...folders
      .filter((one) => one.id === id)
      .map(
        ({ folder }) =>
          () =>
            loadServiceFolder(folder),
      ),
  ];
  for (const load of loads) {
    const loaded = await loadedOrNone(load);
    if (loaded === undefined) continue;
    const atSite = [loaded, here(config, id, loaded)].find((one) => one?.version === version);
    if (atSite !== undefined) return atSite;
    await loaded.release();
  }
  return undefined;
}

/** An overlay that does not fit this version is not the one it was made with. */
function here(config: Config, id: string, loaded: LoadedService): LoadedService | undefined {
  try {
    return runnableAtSite(loaded, { site: config.site, config: config.services[id] ?? {} });
  } catch (error) {
    if (error instanceof CardwrightError) return undefined;
    throw error;
  }
}

async function loadedOrNone(load: () => Promise<LoadedService>): Promise<LoadedService | undefined> {
  try {
    return await load();
  } catch (error) {
    if (error instanceof CardwrightError) return undefined;
    throw error;
  }
}
