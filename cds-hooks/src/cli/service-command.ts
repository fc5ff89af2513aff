import { CardwrightError } from '@cardwright/cds-service';
import { readSwitches, writeSwitch } from '../config/service-switches.ts';
import { readConfig } from '../config/read-config.ts';
import { findService, registeredServices } from '../load-services.ts';
import { findVersionFolders } from '../versions/find-version-folders.ts';
import { activateVersion } from './activate-version.ts';
import { listVersions } from './list-versions.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';
import { rollBackVersion } from './roll-back-version.ts';

/**
 * `cardwright service off <id> | on <id> | status`: the kill switch. Running hosts on the same CARDWRIGHT_DATA_DIR take the
 * service out of discovery and answer its calls with 404 within a second; calls that have begun end as they would have.
 */
export async function serviceCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseArguments({ args: [...args], allowPositionals: true, options: {} });
  const [verb, ...rest] = positionals;
  const dataDirectory = process.env['CARDWRIGHT_DATA_DIR'] ?? '.cardwright';
  if (verb === 'status') {
    if (rest.length > 0) throw new CardwrightError('bad-argument', 'status takes no service id.');
    process.stdout.write(statusLines(dataDirectory));
    return 0;
  }
  if (verb === 'versions') return listVersions(rest);
  if (verb === 'activate') return activateVersion(rest);
  if (verb === 'rollback') return rollBackVersion(rest);
  if (verb !== 'off' && verb !== 'on')
    throw new CardwrightError(
      'bad-argument',
      'Say cardwright service off <id>, on <id>, status, versions [<id>], activate <id> <version> or rollback <id>.',
    );
  const id = onePositional(rest, 'service id');
  if (!knownIds().includes(id)) findService(id);
  writeSwitch(dataDirectory, { id, off: verb === 'off', at: new Date().toISOString() });
  process.stdout.write(statusLines(dataDirectory));
  return 0;
}

/** Ids that are built in, and those of the drop-in directory. The kill switch works when the configuration does not. */
function knownIds(): readonly string[] {
  return [...new Set([...registeredServices.keys(), ...dropInIds()])];
}

function dropInIds(): readonly string[] {
  try {
    const { serviceDirectory } = readConfig(process.env);
    return serviceDirectory === undefined ? [] : findVersionFolders(serviceDirectory).map(({ id }) => id);
  } catch (error) {
    if (error instanceof CardwrightError) return [];
    throw error;
  }
}

function statusLines(dataDirectory: string): string {
  const switches = readSwitches(dataDirectory);
  return knownIds()
    .map((id) => `${id}\t${switches[id] === undefined ? 'on' : `off since ${switches[id].since}`}\n`)
    .join('');
}
