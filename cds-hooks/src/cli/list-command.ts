import type { CdsService } from '@cardwright/cds-service';
import { registeredServices, versionOf } from '../load-services.ts';
import { parseArguments } from './parse-arguments.ts';

/** `cardwright list [--json]`. */
export async function listCommand(args: readonly string[]): Promise<number> {
  const { values } = parseArguments({ args: [...args], options: { json: { type: 'boolean', default: false } } });
  const rows = [...registeredServices.values()].map((service) => ({ ...listed(service), version: versionOf(service) }));
  const text =
    values.json === true
      ? JSON.stringify(rows, null, 2)
      : rows.map((row) => `${row.id}\t${row.status}\t${row.hooks.join(',')}\t${row.title}`).join('\n');
  process.stdout.write(`${text}\n`);
  return 0;
}

function listed({ manifest: { id, title, hooks, status, reference } }: CdsService) {
  return { id, title, hooks, status, reference };
}
