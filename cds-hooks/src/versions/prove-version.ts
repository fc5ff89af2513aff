import { CardwrightError } from '@cardwright/cds-service';
import type { Config } from '../config/config.ts';
import type { LoadedService } from '../load-folder.ts';
import { loadServiceFolder } from '../load-service-folder.ts';
import { registeredServices } from '../load-services.ts';
import { findVersionFolders, type VersionFolder } from './find-version-folders.ts';

/** A version that was loaded with all its golden vectors just now. */
export interface ProvenVersion {
  readonly label: string;
  readonly version: string;
}

/**
 * Loads the version of a drop-in service that has this label or content hash, and closes it again. A label is looked for first.
 * Errors: `unknown-service`; `bad-argument` when there is no such version; those of the models, which name the golden vector.
 */
export async function proveVersion(
  config: Pick<Config, 'serviceDirectory'>,
  id: string,
  wanted: string,
  load: (folder: string) => Promise<LoadedService> = loadServiceFolder,
): Promise<ProvenVersion> {
  if (registeredServices.has(id))
    throw new CardwrightError('bad-argument', `${id} is built in: its versions are releases of the program.`);
  const { serviceDirectory } = config;
  const folders = serviceDirectory === undefined ? [] : findVersionFolders(serviceDirectory);
  const own = folders.filter((folder) => folder.id === id);
  if (own.length === 0)
    throw new CardwrightError('unknown-service', `There is no service "${id}" in the drop-in directory.`);
  const labelled = own.find(({ label }) => label === wanted);
  if (labelled !== undefined) return { label: labelled.label, version: await versionIn(labelled, load) };
  for (const folder of own) {
    const version = await versionIn(folder, load).catch(() => undefined);
    if (version === wanted) return { label: folder.label, version };
  }
  const labels = own.map(({ label }) => label).join(', ');
  throw new CardwrightError(
    'bad-argument',
    `There is no version ${wanted} of ${id} that can be loaded; there are ${labels}.`,
  );
}

async function versionIn(
  { id, folder }: VersionFolder,
  load: (folder: string) => Promise<LoadedService>,
): Promise<string> {
  const loaded = await load(folder);
  await loaded.release();
  if (loaded.service.manifest.id === id) return loaded.version;
  throw new CardwrightError('bad-service', `The folder is named ${id}, service.json says another id.`);
}
