import type { ValueSetFile } from '@cardwright/features';
import { hashValueSet } from './hash-value-set.ts';

/**
 * The file with the hash of its codes. When it had another, what it means has changed: the version counts up and carries the
 * day (YYYY-MM-DD). A file whose hash fits is given back as it is.
 */
export function sealValueSet(file: ValueSetFile, day: string): ValueSetFile {
  const hash = hashValueSet(file);
  if (file.hash === hash) return file;
  return file.hash === undefined ? { ...file, hash } : { ...file, version: file.version + 1, date: day, hash };
}
