import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';

/** Services that an operator has switched off, with the instant at which it happened. */
export type ServiceSwitches = Readonly<Record<string, { readonly since: string }>>;

/** Where the switches of a data directory are: one small JSON file, `{"off": {"<id>": {"since": "<instant>"}}}`. */
export const switchesFile = (dataDirectory: string): string => join(dataDirectory, 'service-switches.json');

/** The services that are off; none when there is no file. Error: `bad-argument` when there is one that cannot be read. */
export function readSwitches(dataDirectory: string): ServiceSwitches {
  const path = switchesFile(dataDirectory);
  try {
    return parseSwitches(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return {};
    throw new CardwrightError('bad-argument', `${path} does not hold the switches of the services.`);
  }
}

/** Switches a service off or on for every host on this data directory. Written whole, so that no reader sees half of it. */
export function writeSwitch(
  dataDirectory: string,
  change: { readonly id: string; readonly off: boolean; readonly at: string },
): void {
  const { [change.id]: before, ...others } = readSwitches(dataDirectory);
  const off = change.off ? { ...others, [change.id]: before ?? { since: change.at } } : others;
  mkdirSync(dataDirectory, { recursive: true });
  const path = switchesFile(dataDirectory);
  const written = `${path}.${process.pid}`;
  writeFileSync(written, `${JSON.stringify({ off }, null, 2)}\n`);
  renameSync(written, path);
}

function parseSwitches(value: unknown): ServiceSwitches {
  const off: unknown = isObject(value) ? value['off'] : undefined;
  if (!isObject(off)) throw new TypeError('no switches');
  return Object.fromEntries(
    Object.entries(off).map(([id, entry]) => {
      const since: unknown = isObject(entry) ? entry['since'] : undefined;
      if (typeof since !== 'string') throw new TypeError('no switch');
      return [id, { since }];
    }),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
