import { basename } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import type { ValueSetFile } from '@cardwright/features';
import { hashValueSet } from './hash-value-set.ts';
import { readValueSetFile } from './read-value-set-file.ts';

/**
 * What is wrong with a value-set file, in words: its form, its codes (twice, check digit, unknown system), a missing source,
 * a name that is not its id, a hash that is not that of its expansion. Empty when nothing is.
 */
export function checkValueSetFile(path: string): readonly string[] {
  try {
    const file = readValueSetFile(path);
    return [...misnamed(path, file), ...unsealed(file)];
  } catch (error) {
    if (error instanceof CardwrightError && error.code === 'bad-value-set') return [error.message];
    throw error;
  }
}

function misnamed(path: string, { id }: ValueSetFile): readonly string[] {
  const name = basename(path);
  return name === `${id}.json` ? [] : [`${name}: the id is "${id}", so the file is named ${id}.json`];
}

function unsealed(file: ValueSetFile): readonly string[] {
  const fits = hashValueSet(file);
  if (file.hash === fits) return [];
  const found =
    file.hash === undefined ? 'there is no hash' : 'the hash is not that of the codes, so they were changed';
  return [`${file.id}.json: ${found}; look at them, then run cardwright terminology seal (it would be ${fits})`];
}
