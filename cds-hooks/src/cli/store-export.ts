import { closeSync, openSync, writeSync } from 'node:fs';
import { CardwrightError } from '@cardwright/cds-service';
import { exportedTables, maxListRows, type ExportedTable, type ExportFilter, type Store } from '@cardwright/store';
import type { Config } from '../config/config.ts';
import { openExistingStore } from './open-existing-store.ts';
import { parseArguments } from './parse-arguments.ts';

type Narrowing = Omit<ExportFilter, 'table' | 'after' | 'limit'>;

/**
 * `cardwright store export [--out <file>] [--patient <id>] [--from <instant>] [--before <instant>] [--table <name>] [--force]`: NDJSON, a
 * record a line with its `table`, everything opened. A new file that its owner alone can read; to a terminal only with `--force`.
 */
export async function storeExport(args: readonly string[], config: Config): Promise<number> {
  const { values } = parseArguments({
    args: [...args],
    options: {
      out: { type: 'string' },
      patient: { type: 'string' },
      from: { type: 'string' },
      before: { type: 'string' },
      table: { type: 'string', multiple: true },
      force: { type: 'boolean', default: false },
    },
  });
  const { out, patient, from, before, force } = values;
  if (out === undefined && process.stdout.isTTY && !force)
    throw new CardwrightError(
      'bad-argument',
      'This would show patients’ data on a terminal: say --out <file>, or --force.',
    );
  const narrowing: Narrowing = {
    ...(patient === undefined ? {} : { patient }),
    ...(from === undefined ? {} : { fromMs: instantOf(from) }),
    ...(before === undefined ? {} : { beforeMs: instantOf(before) }),
  };
  const tables = values.table === undefined ? exportedTables : values.table.map(tableOf);
  const store = await openExistingStore(config);
  try {
    await writeTo(out, (write) => exportTables(store, tables, narrowing, write));
    return 0;
  } finally {
    await store.close();
  }
}

async function exportTables(
  store: Store,
  tables: readonly ExportedTable[],
  narrowing: Narrowing,
  write: (line: string) => void,
): Promise<void> {
  for (const table of tables) {
    for (let after = 0; ;) {
      const page = await store.exportRecords({ ...narrowing, table, after, limit: maxListRows });
      const last = page.at(-1);
      if (last === undefined) break;
      for (const { record } of page) write(`${JSON.stringify({ table, ...record })}\n`);
      after = last.seq;
    }
  }
}

async function writeTo(
  path: string | undefined,
  produce: (write: (line: string) => void) => Promise<void>,
): Promise<void> {
  if (path === undefined) return produce((line) => void process.stdout.write(line));
  const file = createPrivately(path);
  try {
    await produce((line) => void writeSync(file, line));
  } finally {
    closeSync(file);
  }
}

function createPrivately(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch {
    throw new CardwrightError('bad-argument', `${path} is there already, or cannot be made.`);
  }
}

function tableOf(name: string): ExportedTable {
  const table = exportedTables.find((one) => one === name);
  if (table === undefined)
    throw new CardwrightError('bad-argument', `There is no table "${name}"; there are ${exportedTables.join(', ')}.`);
  return table;
}

function instantOf(text: string): number {
  const ms = Date.parse(text);
  if (Number.isNaN(ms))
    throw new CardwrightError('bad-argument', `"${text}" is not an instant such as 2026-05-01T00:00:00Z.`);
  return ms;
}
