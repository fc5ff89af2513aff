import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Files that cannot change an answer. */
const beside = /(^|\/)(README\.md|(cases|test-support)\/.*|[^/]+\.(test|fixture)\.ts|[^/]+\.golden\.json)$/;

/**
 * The content hash (sha256, first 16 hex digits) of a service folder and of its resolved feature declarations:
 * a change of a value set, a unit rule, a coefficient or a word on the card is a new version.
 * README, cases, tests and golden vectors do not count: they cannot change an answer.
 */
export function contentVersion(folder: string, declarations: unknown): string {
  const hash = createHash('sha256');
  for (const path of filesOf(folder)) {
    const name = relative(folder, path);
    if (!beside.test(name)) hash.update(`${name}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.update(JSON.stringify(declarations)).digest('hex').slice(0, 16);
}

function filesOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
