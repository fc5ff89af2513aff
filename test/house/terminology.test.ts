import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { checkValueSetFile, findValueSetFiles } from '@cardwright/cds-hooks';

const root = fileURLToPath(new URL('../..', import.meta.url));
const sourcesUnder = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !/node_modules|\.test\.ts$|\/testing\//.test(path))
    .map((path) => join(folder, path));
const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

test.each(findValueSetFiles().map((path) => [path.replace(root, '')]))('%s is right', (path) => {
  expect(checkValueSetFile(join(root, path))).toEqual([]);
});

test('every value set of the house is a file: no list of codes in TypeScript', () => {
  const wrong = ['services', 'shared/features/src']
    .flatMap(sourcesUnder)
    .filter((path) => /\bcodes:\s*\[\s*(\{\s*system|loinc\(|snomed\(|rxnorm\()/.test(textOf(path)));
  expect(wrong).toEqual([]);
});

/** Everything that a file leads to by relative imports, the dynamic ones included. */
function reachableFrom(starts: readonly string[]): ReadonlySet<string> {
  const reached = new Set<string>();
  const reach = (path: string): void => {
    if (reached.has(path)) return;
    reached.add(path);
    for (const [, specifier = ''] of textOf(path).matchAll(/\b(?:from|import)[\s(]*'(\.[^']*\.ts)'/g))
      reach(join(path, '..', specifier));
  };
  starts.forEach(reach);
  return reached;
}

test('nothing is expanded while a call or a notification is answered', () => {
  const host = sourcesUnder('cds-hooks/src');
  const starts = [
    ...host.filter((path) => /^cds-hooks\/src\/((cds-services|subscriptions)\/|[^/]+$)/.test(path)),
    'cds-hooks/src/cli/serve-command.ts',
  ].filter((path) => path !== 'cds-hooks/src/cli.ts');
  const reached = reachableFrom(starts);
  expect(reached.size).toBeGreaterThan(100);
  expect([...reached].filter((path) => path.includes('/terminology-server/'))).toEqual([]);
  const asking = [...host, ...sourcesUnder('shared'), ...sourcesUnder('services')].filter((path) =>
    /['"`/]\$expand/.test(textOf(path)),
  );
  expect(asking).toContain('cds-hooks/src/terminology-server/fetch-expansion-page.ts');
  expect(asking.filter((path) => !path.includes('/terminology-server/'))).toEqual([]);
});
