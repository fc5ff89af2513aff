import { createHash } from 'node:crypto';
import { expansionText, type ValueSetFile } from '@cardwright/features';

/** The `hash` that fits a value-set file: sha256 of its expansion text. */
export function hashValueSet(file: ValueSetFile): string {
  return `sha256:${createHash('sha256').update(expansionText(file), 'utf8').digest('hex')}`;
}
