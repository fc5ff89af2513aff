import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { folderOf } from '../load-services.ts';
import { parseCase, type ServiceCase } from './parse-case.ts';

/** A case with its file name. */
export interface CaseFile {
  readonly file: string;
  readonly case: ServiceCase;
}

/** All cases of a service, by file name. Error: `bad-service`. */
export function readCases(id: string): readonly CaseFile[] {
  const folder = join(folderOf(id), 'cases');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, case: parseCase(JSON.parse(readFileSync(join(folder, file), 'utf8'))) }));
}
