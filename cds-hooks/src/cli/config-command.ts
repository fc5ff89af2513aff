import { CardwrightError } from '@cardwright/cds-service';
import { readConfig } from '../config/read-config.ts';
import { onePositional, parseArguments } from './parse-arguments.ts';

/** `cardwright config check <file>`: exit code 0 and what the file says, or 1 and every problem with its path. */
export async function configCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseArguments({ args: [...args], allowPositionals: true, options: {} });
  const [verb, ...rest] = positionals;
  if (verb !== 'check') throw new CardwrightError('bad-argument', 'Say cardwright config check <file>.');
  const path = onePositional(rest, 'configuration file');
  try {
    // HOST and PORT belong to where the file will run, not to where it is checked.
    const { services, clients, sources } = readConfig({ CARDWRIGHT_CONFIG: path });
    const statuses = Object.entries(services).map(([id, { status }]) => `  ${id}: ${status}\n`);
    process.stdout.write(
      `ok: ${Object.keys(clients).length} clients, ${Object.keys(sources).length} sources\n${statuses.join('')}`,
    );
    return 0;
  } catch (error) {
    const problems: unknown = error instanceof CardwrightError ? error.details['problems'] : undefined;
    if (!Array.isArray(problems)) throw error;
    process.stdout.write(`${path} is not valid:\n${problems.map((problem) => `  ${String(problem)}\n`).join('')}`);
    return 1;
  }
}
