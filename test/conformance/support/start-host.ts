import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig, registeredServices, serve, type Serving } from '@cardwright/cds-hooks';
import { pino } from 'pino';
import { closeAtEnd } from './close-at-end.ts';

/** The instant of most cases: charts are young and doses current then. */
export const instant = '2026-03-02T09:00:00.000Z';

/** Every service that a site may switch on: what is for demonstration only is refused by the configuration. */
export const serviceIds: readonly string[] = [...registeredServices]
  .filter(([, { manifest }]) => manifest.demoOnly !== true)
  .map(([id]) => id);
export type ServiceId = string;

export interface StartedHost {
  readonly url: string;
  /** What the log says, one JSON text a line. */
  readonly logged: string[];
  readonly dataDirectory: string;
  readonly serving: Serving;
  readonly close: () => Promise<void>;
}

/** Never quiet: the obligations are about calls that follow one another. */
const approved = { status: 'active', approvedBy: 'A. Reviewer', approvedOn: '2026-01-05', quietHours: 0 };
/** All services on. */
export const allActive = Object.fromEntries(serviceIds.map((id) => [id, approved]));

export interface HostOptions {
  /** Members of the configuration file besides `services`. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly now?: () => Date;
  /** State of an earlier start; the caller removes it. */
  readonly dataDirectory?: string;
}

/** The real host on a free loopback port, with a configuration file and a data directory of its own. */
export async function startHost({
  config = {},
  env = {},
  now,
  dataDirectory: kept,
}: HostOptions = {}): Promise<StartedHost> {
  const dataDirectory = kept ?? mkdtempSync(join(tmpdir(), 'cardwright-conformance-'));
  const file = join(dataDirectory, 'config.json');
  writeFileSync(file, JSON.stringify({ services: allActive, ...config }));
  const logged: string[] = [];
  const log = pino({ base: null, level: 'trace' }, { write: (line: string) => void logged.push(line) });
  const read = readConfig({ PORT: '0', CARDWRIGHT_DATA_DIR: dataDirectory, CARDWRIGHT_CONFIG: file, ...env });
  const serving = await serve({ config: read, log, now: now ?? (() => new Date(instant)) });
  return {
    url: serving.url,
    logged,
    dataDirectory,
    serving,
    close: closeAtEnd(async () => {
      await serving.close();
      if (kept === undefined) rmSync(dataDirectory, { recursive: true, force: true });
    }),
  };
}
