import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A file that is derived from others; `path` is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/** The folders under `services/` that hold a `service.json`, sorted. */
export function serviceIds(root: string): readonly string[] {
  const services = join(root, 'services');
  return readdirSync(services)
    .filter((name) => existsSync(join(services, name, 'service.json')))
    .sort();
}

/** How the content of a folder is written; `unfinished`: neither a `service.ts` nor a `features.json` is there yet. */
export function notationOf(root: string, id: string): 'typescript' | 'data' | 'unfinished' {
  const has = (file: string) => existsSync(join(root, 'services', id, file));
  if (has('service.ts')) return 'typescript';
  return has('features.json') ? 'data' : 'unfinished';
}
