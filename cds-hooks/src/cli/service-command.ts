import { CardwrightError } from '@cardwright/cds-service';
import { readSwitches, writeSwitch } from '../config/service-switches.ts';
import { findService, registeredServices } from '../load-services.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';

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
  if (verb !== 'off' && verb !== 'on')
    throw new CardwrightError('bad-argument', 'Say cardwright service off <id>, on <id> or status.');
  const id = onePositional(rest, 'service id');
  findService(id);
  writeSwitch(dataDirectory, { id, off: verb === 'off', at: new Date().toISOString() });
  process.stdout.write(statusLines(dataDirectory));
  return 0;
}

function statusLines(dataDirectory: string): string {
  const switches = readSwitches(dataDirectory);
  return [...registeredServices.keys()]
    .map((id) => `${id}\t${switches[id] === undefined ? 'on' : `off since ${switches[id].since}`}\n`)
    .join('');
}
