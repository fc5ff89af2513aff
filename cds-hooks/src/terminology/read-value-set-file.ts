import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { parseValueSet, type ValueSetFile } from '@cardwright/features';

/** Reads a value-set file. Error: `bad-value-set`, naming the file, when it is not there, not JSON or not right. */
export function readValueSetFile(path: string): ValueSetFile {
  return parseValueSet(readJson(path), shownPath(path));
}

/** The path as messages name it: from where the command runs. */
export const shownPath = (path: string): string => relative('', path);

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be read';
    throw new CardwrightError('bad-value-set', `${shownPath(path)}: ${why}.`, { file: shownPath(path) });
  }
}
