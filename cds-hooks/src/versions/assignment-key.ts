import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';

const keyBytes = 32;

/**
 * The key by which patients are assigned to versions: a file of its own in the data directory, for its owner only, made at
 * the first start. Hosts that are to agree share the directory or the file. It is in no log and no answer.
 * Error: `bad-argument` when there is one that is no key.
 */
export function readAssignmentKey(dataDirectory: string): Uint8Array {
  const path = join(dataDirectory, 'assignment-key');
  if (!existsSync(path)) makeKey(dataDirectory, path);
  return parseKey(path);
}

/** A link does not replace: of two hosts that start at once one key stays, and it is whole. */
function makeKey(dataDirectory: string, path: string): void {
  const made = `${path}.${process.pid}`;
  try {
    mkdirSync(dataDirectory, { recursive: true });
    writeFileSync(made, randomBytes(keyBytes).toString('hex'), { mode: 0o600 });
    linkSync(made, path);
  } catch {
    // The other host was first, or nothing can be written here: reading tells which.
  } finally {
    rmSync(made, { force: true });
  }
}

function parseKey(path: string): Uint8Array {
  try {
    const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
    if (key.length === keyBytes) return key;
  } catch {
    // Told below.
  }
  throw new CardwrightError('bad-argument', `${path} does not hold a key of ${keyBytes} bytes in hex.`);
}
