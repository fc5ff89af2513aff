import { CardwrightError } from '@cardwright/cds-service';
import { disableTelemetry } from '@cardwright/scoring';
import type { CheckedItem } from '../checked-item.ts';
import { checkService } from '../check-service.ts';
import { checkServiceFolder } from '../check-service-folder.ts';
import { readConfig } from '../config/read-config.ts';
import { findFolder } from '../find-folder.ts';
import { isDataFolder, registeredServices, unreadableServices } from '../load-services.ts';
import { checkValueSets } from '../terminology/check-value-sets.ts';
import { sharedValueSetFiles } from '../terminology/find-value-set-files.ts';
import { findVersionFolders } from '../versions/find-version-folders.ts';
import { parseArguments } from './parse-arguments.ts';

/**
 * `cardwright check [<id>|<folder> …]`: exit code 1 and a readable report when something fails or is missing. Without names:
 * what is built in, and the drop-in directory.
 */
export async function checkCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseArguments({ args: [...args], allowPositionals: true, options: {} });
  const checks = (positionals.length > 0 ? positionals : allNames()).map((name) => [name, checkOf(name)] as const);
  disableTelemetry();
  const checked = [...report('shared', [checkValueSets(sharedValueSetFiles())])];
  for (const [name, check] of checks) checked.push(...report(name, await check()));
  const failed = checked.filter(({ problems }) => problems.length > 0).length;
  process.stdout.write(`${checked.length - failed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}

function allNames(): readonly string[] {
  const { serviceDirectory } = readConfig(process.env);
  const dropIns = serviceDirectory === undefined ? [] : findVersionFolders(serviceDirectory);
  return [...registeredServices.keys(), ...unreadableServices.keys(), ...dropIns.map(({ folder }) => folder)];
}

/** How a name is checked; one that leads nowhere is refused before anything is. */
function checkOf(name: string): () => Promise<readonly CheckedItem[]> {
  if (registeredServices.has(name) || isDataFolder(name)) return () => checkService(name);
  const folder = findFolder(name, process.env);
  if (folder !== undefined) return () => checkServiceFolder(folder);
  throw new CardwrightError('unknown-service', `There is no service and no folder "${name}".`);
}

/** Writes what was checked, and gives it back. */
function report(title: string, items: readonly CheckedItem[]): readonly CheckedItem[] {
  process.stdout.write(`${title}\n`);
  for (const { name, problems, notes = [] } of items) {
    const lines = [...problems, ...notes.map((note) => `note: ${note}`)].map((line) => `         ${line}\n`);
    process.stdout.write(`  ${problems.length > 0 ? 'FAIL' : 'ok  '} ${name}\n${lines.join('')}`);
  }
  return items;
}
