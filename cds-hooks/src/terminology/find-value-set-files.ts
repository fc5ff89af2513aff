import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sharedValueSetsDirectory } from '@cardwright/features';

/** Where the services lie: looked up, not imported, so that a file can be checked although its service does not load. */
const servicesFolder = dirname(fileURLToPath(import.meta.resolve('@cardwright/services')));

/** Every value-set file of this installation: the shared ones first, then those of the folders under `services/`. */
export function findValueSetFiles(): readonly string[] {
  const folders = readdirSync(servicesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => join(servicesFolder, name))
    .sort();
  return [...sharedValueSetFiles(), ...folders.flatMap(valueSetFilesOf)];
}

/** The files of the shared value sets. */
export const sharedValueSetFiles = (): readonly string[] => jsonFilesIn(fileURLToPath(sharedValueSetsDirectory));

/** The value-set files of a service folder, by name; empty when it has none of its own. */
export const valueSetFilesOf = (serviceFolder: string): readonly string[] =>
  jsonFilesIn(join(serviceFolder, 'value-sets'));

function jsonFilesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name) => join(folder, name));
}
