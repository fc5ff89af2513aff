import { CardwrightError } from '@cardwright/cds-service';
import type { Logger } from 'pino';
import type { Config } from './config.ts';

export interface ReloadOptions {
  /** The configuration of the start. */
  readonly config: Config;
  readonly log: Logger;
  /** Takes a configuration into use, all of it or (by throwing) nothing, and names the services served. */
  readonly apply: (config: Config) => Promise<readonly string[]>;
}

/** What only a start can change: the socket, the store and the mode. */
const fixed = ['host', 'port', 'demo', 'dataDirectory', 'allowUnauthenticated', 'serviceDirectory'] as const;

/**
 * A function that takes a new configuration into use, one at a time in the order asked. It never throws: what cannot be
 * read or applied is logged with its problems and the configuration in force stays. What only a start can change stays
 * as it was at the start, and the log says so.
 */
export function createReload({
  config,
  log,
  apply,
}: ReloadOptions): (read: () => Config) => Promise<'applied' | 'refused'> {
  let last: Promise<unknown> = Promise.resolve();
  const reload = async (read: () => Config): Promise<'applied' | 'refused'> => {
    try {
      const next = read();
      const changed = fixed.filter((key) => next[key] !== config[key]);
      const needsStart = [...changed, ...((next.tls === undefined) === (config.tls === undefined) ? [] : ['tls'])];
      if (needsStart.length > 0) log.warn({ keys: needsStart }, 'these keys take effect at the next start only');
      const { host, port, demo, dataDirectory, allowUnauthenticated } = config;
      const services = await apply({ ...next, host, port, demo, dataDirectory, allowUnauthenticated });
      log.info({ services }, 'configuration reloaded');
      return 'applied';
    } catch (error) {
      const message = error instanceof CardwrightError ? error.message : 'An unexpected failure.';
      log.error({ problem: message }, 'the new configuration is refused; the old one stays');
      return 'refused';
    }
  };
  return (read) => {
    const result = last.then(() => reload(read));
    last = result;
    return result;
  };
}
