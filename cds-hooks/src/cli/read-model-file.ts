import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { CardwrightError } from '@cardwright/cds-service';
import { maxModelBytes } from '@cardwright/scoring';

/** The file, but no more of it than shows that it is too large. Error: `bad-argument` when it cannot be read. */
export function readModelFile(path: string): Uint8Array {
  try {
    const file = openSync(path, 'r');
    const bytes = new Uint8Array(Math.min(fstatSync(file).size, maxModelBytes + 1));
    for (let at = 0; at < bytes.length;) at += readSync(file, bytes, at, bytes.length - at, null) || bytes.length;
    closeSync(file);
    return bytes;
  } catch {
    throw new CardwrightError('bad-argument', `The file ${path} cannot be read.`);
  }
}
