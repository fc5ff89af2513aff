import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadFolder, type LoadedService } from '../../load-folder.ts';
import { findService, folderOf } from '../../load-services.ts';

/** The service whose content and models the trial versions have: real ones, under an id of their own. */
export const trialSource = 'deterioration-news2';
export const trialId = 'trial';

/** A drop-in directory and a data directory, both removed by `clean`. */
export interface TrialFolders {
  readonly drop: string;
  readonly data: string;
  /** Puts a version in, whole, by renaming. `lone` puts it at the service's own folder. */
  readonly put: (label: string | 'lone', title: string, options?: { readonly isBroken?: boolean }) => void;
  readonly remove: (label: string) => void;
  readonly clean: () => void;
}

export function trialFolders(): TrialFolders {
  const base = mkdtempSync(join(tmpdir(), 'cardwright-trial-'));
  const [drop, data] = ['drop', 'data'].map((name) => join(base, name)) as [string, string];
  for (const folder of [drop, data]) mkdirSync(folder);
  const at = (label: string): string => (label === 'lone' ? join(drop, trialId) : join(drop, trialId, label));
  return {
    drop,
    data,
    put: (label, title, { isBroken = false } = {}) => {
      const made = join(base, 'made');
      writeVersion(made, title, isBroken);
      mkdirSync(join(drop, label === 'lone' ? '' : trialId), { recursive: true });
      rmSync(at(label), { recursive: true, force: true });
      renameSync(made, at(label));
    },
    remove: (label) => rmSync(at(label), { recursive: true, force: true }),
    clean: () => rmSync(base, { recursive: true, force: true }),
  };
}

function writeVersion(folder: string, title: string, isBroken: boolean): void {
  mkdirSync(folder, { recursive: true });
  const { manifest } = findService(trialSource);
  writeFileSync(join(folder, 'service.json'), JSON.stringify({ ...manifest, id: trialId, title }));
  cpSync(join(folderOf(trialSource), 'models'), join(folder, 'models'), { recursive: true });
  if (!isBroken) return;
  const path = join(folder, 'models', `${manifest.models[0] ?? ''}.golden.json`);
  const golden: readonly object[] = JSON.parse(readFileSync(path, 'utf8'));
  writeFileSync(path, JSON.stringify(golden.map((vector) => ({ ...vector, expected: { score: 99 } }))));
}

/** Loads a trial folder: its `service.json`, its models and golden vectors, the content of the source. Counts what is closed. */
export function trialLoader(): {
  readonly load: (folder: string) => Promise<LoadedService>;
  readonly open: () => number;
} {
  let open = 0;
  const load = async (folder: string): Promise<LoadedService> => {
    const manifest = JSON.parse(readFileSync(join(folder, 'service.json'), 'utf8'));
    const loaded = await loadFolder({ ...findService(trialSource), manifest }, folder);
    open += 1;
    return {
      ...loaded,
      release: async () => {
        await loaded.release();
        open -= 1;
      },
    };
  };
  return { load, open: () => open };
}
