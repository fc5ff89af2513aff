import { disableTelemetry } from '@cardwright/scoring';
import { checkService, type CheckedItem } from '../check-service.ts';
import { findService, registeredServices } from '../load-services.ts';
import { checkValueSets } from '../terminology/check-value-sets.ts';
import { sharedValueSetFiles } from '../terminology/find-value-set-files.ts';
import { parseArguments } from './parse-arguments.ts';

/** `cardwright check [<id>…]`: exit code 1 and a readable report when something fails. */
export async function checkCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseArguments({ args: [...args], allowPositionals: true, options: {} });
  const ids = positionals.length > 0 ? positionals : [...registeredServices.keys()];
  for (const id of ids) findService(id);
  disableTelemetry();
  const checked = [...report('shared', [checkValueSets(sharedValueSetFiles())])];
  for (const id of ids) checked.push(...report(id, await checkService(id)));
  const failed = checked.filter(({ problems }) => problems.length > 0).length;
  process.stdout.write(`${checked.length - failed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

/** Writes what was checked, and gives it back. */
function report(title: string, items: readonly CheckedItem[]): readonly CheckedItem[] {
  process.stdout.write(`${title}\n`);
  for (const { name, problems } of items)
    process.stdout.write(
      `  ${problems.length > 0 ? 'FAIL' : 'ok  '} ${name}\n${problems.map((problem) => `         ${problem}\n`).join('')}`,
    );
  return items;
}
