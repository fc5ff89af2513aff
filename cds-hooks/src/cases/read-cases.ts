import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { folderOf } from '../load-services.ts';
import { parseCase, type ServiceCase } from './parse-case.ts';

/** A case with its file name. */
export interface CaseFile {
  readonly file: string;
  readonly case: ServiceCase;
}

/** All cases of a service, by file name. Error: `bad-service`, naming the file. */
export function readCases(id: string): readonly CaseFile[] {
  const folder = join(folderOf(id), 'cases');
  return existsSync(folder) ? readCasesIn(folder) : [];
}

/** All cases of a folder, by file name. Error: `bad-service`, naming the file. */
export function readCasesIn(folder: string): readonly CaseFile[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({ file, case: readCaseFile(folder, file) }));
}

function readCaseFile(folder: string, file: string): ServiceCase {
  try {
    return parseCase(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  } catch (error) {
    const reason = error instanceof CardwrightError ? error.message : 'It is not JSON.';
    throw new CardwrightError('bad-service', `cases/${file}: ${reason}`, { file });
  }
}
