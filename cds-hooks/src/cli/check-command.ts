import { disableTelemetry } from '@cardwright/scoring';
import { checkService } from '../check-service.ts';
import { findService, registeredServices } from '../load-services.ts';
import { parseArguments } from './parse-arguments.ts';

/** `cardwright check [<id>…]`: exit code 1 and a readable report when something fails. */
export async function checkCommand(args: readonly string[]): Promise<number> {
  const { positionals } = parseArguments({ args: [...args], allowPositionals: true, options: {} });
  const ids = positionals.length > 0 ? positionals : [...registeredServices.keys()];
  for (const id of ids) findService(id);
  disableTelemetry();
  let failed = 0;
  let passed = 0;
  for (const id of ids) {
    process.stdout.write(`${id}\n`);
    for (const { name, problems } of await checkService(id)) {
      if (problems.length > 0) failed += 1;
      else passed += 1;
      process.stdout.write(
        `  ${problems.length > 0 ? 'FAIL' : 'ok  '} ${name}\n${problems.map((problem) => `         ${problem}\n`).join('')}`,
      );
    }
  }
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
  return failed > 0 ? 1 : 0;
}
