import { realpathSync } from 'node:fs';
import { sep } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import type { LoadedService } from '../load-folder.ts';
import { findVersionFolders, type VersionFolder } from './find-version-folders.ts';
import { folderStamp } from './folder-stamp.ts';

/** A version that has been loaded and proven. */
export interface PooledVersion {
  readonly id: string;
  readonly label: string;
  readonly loaded: LoadedService;
  /** False: its files have changed or gone since; it is here only as long as it answers. */
  readonly isCurrent: boolean;
}

/** Why a version does not do what somebody may expect of it. Names and codes; nothing of a patient. */
export interface VersionProblem {
  readonly service: string;
  readonly label: string;
  readonly code: string;
  readonly message: string;
}

export interface VersionPool {
  /**
   * Looks at the directory once: what is new or changed is loaded and proven beside what there is. True when there is
   * another version, or another problem, than before.
   */
  readonly look: () => Promise<boolean>;
  readonly versions: () => readonly PooledVersion[];
  readonly problems: () => readonly VersionProblem[];
  /** Forgets versions whose files have changed or gone, but for those in use, and closes them after their last use. */
  readonly keepOnly: (inUse: ReadonlySet<LoadedService>) => void;
  /** Closes everything after its last use. */
  readonly close: () => Promise<void>;
}

export interface VersionPoolOptions {
  readonly directory: string;
  /** Loads a folder and proves its models. Errors: `CardwrightError`s. */
  readonly load: (folder: string) => Promise<LoadedService>;
  /** Ids that are built in. */
  readonly builtIn: ReadonlySet<string>;
}

/** What is known of one folder. */
interface Slot {
  /** At the last look: a folder is loaded when it has not changed between two looks, so that a copy can end. */
  readonly stamp: string;
  /** The stamp with which it was loaded or found wanting. */
  readonly judged?: string;
  readonly loaded?: LoadedService;
  readonly problem?: VersionProblem;
}

/** The versions of a drop-in directory. The first look loads all there is at once; later looks wait until a folder keeps still. */
export function createVersionPool(options: VersionPoolOptions): VersionPool {
  let slots: ReadonlyMap<string, Slot & VersionFolder> = new Map();
  let replaced: readonly PooledVersion[] = [];
  let isFirst = true;
  const look = async (): Promise<boolean> => {
    const before = slots;
    const next = new Map<string, Slot & VersionFolder>();
    for (const version of findVersionFolders(options.directory))
      next.set(version.folder, {
        ...version,
        ...(await lookAt(options, version, before.get(version.folder), isFirst)),
      });
    isFirst = false;
    const gone = [...before.values()].filter((slot) => next.get(slot.folder)?.loaded !== slot.loaded);
    replaced = [...replaced, ...gone.flatMap((slot) => pooled(slot, false))];
    slots = next;
    const has = [...next].some(([folder, slot]) => slot.judged !== before.get(folder)?.judged);
    return has || [...before.keys()].some((folder) => !next.has(folder));
  };
  return {
    look,
    versions: () => [...[...slots.values()].flatMap((slot) => pooled(slot, true)), ...replaced],
    problems: () => [...slots.values()].flatMap(({ problem }) => problem ?? []),
    keepOnly: (inUse) => {
      const { kept = [], spare = [] } = Object.groupBy(replaced, ({ loaded }) =>
        inUse.has(loaded) ? 'kept' : 'spare',
      );
      replaced = kept;
      for (const { loaded } of spare) void loaded.release();
    },
    close: async () => {
      const all = [...slots.values(), ...replaced].flatMap(({ loaded }) => loaded ?? []);
      await Promise.all(all.map((loaded) => loaded.release()));
    },
  };
}

const pooled = ({ id, label, loaded }: Slot & VersionFolder, isCurrent: boolean): readonly PooledVersion[] =>
  loaded === undefined ? [] : [{ id, label, loaded, isCurrent }];

async function lookAt(
  options: VersionPoolOptions,
  version: VersionFolder,
  before: Slot | undefined,
  isFirst: boolean,
): Promise<Slot> {
  const stamp = folderStamp(version.folder);
  if (stamp === before?.judged) return { ...before, stamp };
  const kept = before?.loaded === undefined ? {} : { loaded: before.loaded };
  if (!isFirst && stamp !== before?.stamp) return { ...before, stamp };
  try {
    const loaded = await loadStill(options, version, stamp);
    if (loaded.version !== before?.loaded?.version) return { stamp, judged: stamp, loaded };
    await loaded.release();
    return { stamp, judged: stamp, ...kept };
  } catch (error) {
    return { stamp, judged: stamp, ...kept, problem: problemOf(version, error) };
  }
}

/** A folder that changes while it is read is no version: what was proven may not be what was hashed. */
async function loadStill(options: VersionPoolOptions, version: VersionFolder, stamp: string): Promise<LoadedService> {
  if (options.builtIn.has(version.id))
    throw new CardwrightError('bad-service', `A service "${version.id}" is built in; give this one another id.`);
  if (!isInside(options.directory, version.folder))
    throw new CardwrightError('bad-service', 'The folder is a link that leads out of the drop-in directory.');
  const loaded = await options.load(version.folder);
  const { id } = loaded.service.manifest;
  if (id === version.id && folderStamp(version.folder) === stamp) return loaded;
  await loaded.release();
  throw new CardwrightError(
    'bad-service',
    id === version.id
      ? 'The folder changed while it was read.'
      : `The folder is named ${version.id}, service.json says another id.`,
  );
}

/** A link may lead elsewhere in the directory, which is how a mounted volume is replaced; what lies outside was not dropped in. */
const isInside = (directory: string, folder: string): boolean =>
  realpathSync(folder).startsWith(realpathSync(directory) + sep);

function problemOf({ id, label }: VersionFolder, error: unknown): VersionProblem {
  const known = error instanceof CardwrightError;
  return {
    service: id,
    label,
    code: known ? error.code : 'internal',
    message: known ? error.message : 'An unexpected failure while the folder was read.',
  };
}
