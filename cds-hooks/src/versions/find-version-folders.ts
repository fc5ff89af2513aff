import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Where one version of a service lies. */
export interface VersionFolder {
  readonly id: string;
  /** The name of the folder below the service's, or `current` where the service's folder is the version. */
  readonly label: string;
  readonly folder: string;
}

/** The label of a version that has its service's folder to itself. */
export const loneLabel = 'current';

const name = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$/;

/**
 * The versions in a drop-in directory, by id and label: `<id>/service.json` is one, `<id>/<label>/service.json` one of several.
 * Folders without `service.json` and names that begin with a dot are passed over; a directory that is not there holds none.
 */
export function findVersionFolders(directory: string): readonly VersionFolder[] {
  return foldersIn(directory).flatMap((id) => {
    const folder = join(directory, id);
    if (isService(folder)) return [{ id, label: loneLabel, folder }];
    return foldersIn(folder)
      .map((label) => ({ id, label, folder: join(folder, label) }))
      .filter((version) => isService(version.folder));
  });
}

/** Links are followed: a mounted volume is replaced by changing one. */
function foldersIn(directory: string): readonly string[] {
  const names = readableNames(directory).filter((entry) => name.test(entry));
  return names.filter((entry) => statSync(join(directory, entry), { throwIfNoEntry: false })?.isDirectory()).sort();
}

function readableNames(directory: string): readonly string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

const isService = (folder: string): boolean =>
  statSync(join(folder, 'service.json'), { throwIfNoEntry: false })?.isFile() === true;
