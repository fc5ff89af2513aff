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

/** A folder without `service.ts` has no place in the registry of services in TypeScript: it is data only, or still being written. */
export function isBeingWritten(root: string, id: string): boolean {
  return !existsSync(join(root, 'services', id, 'service.ts'));
}
