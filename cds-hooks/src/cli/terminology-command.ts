import { writeFileSync } from 'node:fs';
import { CardwrightError } from '@cardwright/cds-service';
import { checkValueSetFile } from '../terminology/check-value-set-file.ts';
import { findValueSetFiles } from '../terminology/find-value-set-files.ts';
import { printValueSet } from '../terminology/print-value-set.ts';
import { readValueSetFile, shownPath } from '../terminology/read-value-set-file.ts';
import { sealValueSet } from '../terminology/seal-value-set.ts';
import { parseArguments } from './parse-arguments.ts';

/** `cardwright terminology list | check | seal | refresh [<file>…]`: exit code 1 when a file is not right. */
export async function terminologyCommand(args: readonly string[]): Promise<number> {
  const { positionals, values } = parseArguments({
    args: [...args],
    allowPositionals: true,
    options: { server: { type: 'string' }, 'dry-run': { type: 'boolean' } },
  });
  const [verb, ...given] = positionals;
  const files = given.length > 0 ? given : findValueSetFiles();
  const day = new Date().toISOString().slice(0, 10);
  const { server, 'dry-run': dryRun = false } = values;
  if (verb === 'refresh' && server !== undefined) {
    const { refreshFiles } = await import('./terminology-refresh.ts');
    return refreshFiles({ files: given.length > 0 ? given : files.filter(isExpanded), server, day, dryRun });
  }
  if (verb === 'list') return list(files);
  if (verb === 'check') return check(files);
  if (verb === 'seal' && given.length > 0) return seal(files, day);
  throw new CardwrightError(
    'bad-argument',
    'Say cardwright terminology list, check [<file>…], seal <file>… or refresh --server <url> [--dry-run] [<file>…].',
  );
}

const isExpanded = (path: string): boolean => readValueSetFile(path).expandFrom !== undefined;

function list(files: readonly string[]): number {
  for (const path of files) {
    const { id, version, date, codes, prefixes = [], names = [], expandFrom } = readValueSetFile(path);
    const size = `${codes.length} codes, ${prefixes.length} prefixes, ${names.length} names`;
    const source =
      expandFrom === undefined ? '' : `; refreshed from ${expandFrom.map((from) => from.valueSet).join(', ')}`;
    process.stdout.write(`${id} ${version} (${date}): ${size}${source}\n  ${shownPath(path)}\n`);
  }
  return 0;
}

function check(files: readonly string[]): number {
  const problems = files.flatMap(checkValueSetFile);
  process.stdout.write(problems.map((problem) => `FAIL ${problem}\n`).join(''));
  process.stdout.write(`${files.length} value sets, ${problems.length} problems\n`);
  return problems.length > 0 ? 1 : 0;
}

function seal(files: readonly string[], day: string): number {
  for (const path of files) {
    const file = readValueSetFile(path);
    const sealed = sealValueSet(file, day);
    writeFileSync(path, printValueSet(sealed));
    const what = sealed === file ? 'as it was' : `version ${sealed.version} of ${sealed.date}`;
    process.stdout.write(`${shownPath(path)}: ${what}\n`);
  }
  return 0;
}
