import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian and Ubuntu put the server's programs, which are not in `PATH` there. */
const debianFolder = '/usr/lib/postgresql';

/**
 * The folder of PostgreSQL's `initdb` and `postgres` on this machine; `undefined` where it is not installed, so that suites
 * that need it skip, visibly. With CARDWRIGHT_REQUIRE_POSTGRES=1, as in CI, its absence is an error.
 */
export function findPostgres(
  env: Readonly<Record<string, string | undefined>> = process.env,
  installed = debianFolder,
): string | undefined {
  const found = [...foldersIn(installed), ...(env['PATH'] ?? '').split(delimiter)].find(hasServer);
  if (found === undefined && env['CARDWRIGHT_REQUIRE_POSTGRES'] === '1')
    throw new Error('PostgreSQL is not installed, and CARDWRIGHT_REQUIRE_POSTGRES=1');
  return found;
}

/** The newest first. */
function foldersIn(installed: string): readonly string[] {
  try {
    const versions = readdirSync(installed).toSorted((a, b) => Number(b) - Number(a));
    return versions.map((version) => join(installed, version, 'bin'));
  } catch {
    return [];
  }
}

function hasServer(folder: string): boolean {
  try {
    for (const program of ['initdb', 'postgres']) accessSync(join(folder, program), constants.X_OK);
    return folder !== '';
  } catch {
    return false;
  }
}
