import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from './config/read-config.ts';
import { readActiveVersions } from './versions/active-versions.ts';
import { findVersionFolders } from './versions/find-version-folders.ts';

/** Variables of the process, where the configuration is named. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The folder of a service without code that a command names: a path to it, `<id>` in the drop-in directory (of several versions
 * the one that answers), or `<id>/<label>` there. `undefined` when there is none. Errors: those of the configuration.
 */
export function findFolder(name: string, env: Environment): string | undefined {
  if (existsSync(join(name, 'service.json')) && !existsSync(join(name, 'service.ts'))) return name;
  const { serviceDirectory, dataDirectory } = readConfig(env);
  const versions = serviceDirectory === undefined ? [] : findVersionFolders(serviceDirectory);
  const labelled = versions.find(({ id, label }) => `${id}/${label}` === name);
  const own = versions.filter(({ id }) => id === name);
  const active = own.length > 1 ? readActiveVersions(dataDirectory)[name]?.label : own[0]?.label;
  return (labelled ?? own.find(({ label }) => label === active))?.folder;
}
