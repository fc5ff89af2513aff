import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Files that cannot change an answer; names with a dot in front are an editor's or the system's. */
const beside =
  /(^|\/)(\.[^/]*(\/.*)?|README\.md|(cases|test-support)\/.*|[^/]+\.(test|fixture)\.ts|[^/]+\.golden\.json)$/;

/**
 * The content hash (sha256, first 16 hex digits) of a service folder and of its resolved feature declarations:
 * a change of a value set, a unit rule, a coefficient or a word on the card is a new version.
 * README, cases, tests and golden vectors do not count: they cannot change an answer.
 */
export const contentVersion = (folder: string, declarations: unknown): string => readContent(folder)(declarations);

/** As `contentVersion`, of the files as they are now: whatever happens to the folder, what was loaded keeps its version. */
export function readContent(folder: string): (declarations: unknown) => string {
  const files = createHash('sha256');
  for (const path of filesOf(folder)) {
    const name = relative(folder, path);
    if (!beside.test(name)) files.update(`${name}\0`).update(readFileSync(path)).update('\0');
  }
  return (declarations) => files.copy().update(JSON.stringify(declarations)).digest('hex').slice(0, 16);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
