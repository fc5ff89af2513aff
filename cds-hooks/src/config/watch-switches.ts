import { statSync } from 'node:fs';
import type { Logger } from 'pino';
import { readSwitches, switchesFile } from './service-switches.ts';

/** The kill switches as a running host sees them. */
export interface WatchedSwitches {
  /** The entries of `services` that are not off; the same map again until a switch changes. */
  readonly on: <T>(services: ReadonlyMap<string, T>) => ReadonlyMap<string, T>;
  readonly stop: () => void;
}

/** How long a switch may go unnoticed. */
const pollMs = 500;

/**
 * Looks at the file of the switches twice a second (what tells of file changes is unreliable on network file systems). A
 * file that cannot be read changes nothing and is logged. Error at the start: `bad-argument` when it cannot be read then.
 */
export function watchSwitches(options: { readonly dataDirectory: string; readonly log: Logger }): WatchedSwitches {
  const { dataDirectory, log } = options;
  let stamp = stampOf(dataDirectory);
  let off: ReadonlySet<string> = new Set(Object.keys(readSwitches(dataDirectory)));
  let filtered = new WeakMap<object, ReadonlyMap<string, unknown>>();
  if (off.size > 0) log.warn({ off: [...off] }, 'services are switched off');

  const look = (): void => {
    const now = stampOf(dataDirectory);
    if (now === stamp) return;
    stamp = now;
    try {
      off = new Set(Object.keys(readSwitches(dataDirectory)));
      filtered = new WeakMap();
      log.warn({ off: [...off] }, 'services switched');
    } catch {
      log.error('the file of the service switches cannot be read; the switches stay as they were');
    }
  };
  const timer = setInterval(look, pollMs);
  timer.unref();
  return {
    on: <T>(services: ReadonlyMap<string, T>) => {
      if (off.size === 0) return services;
      const known = filtered.get(services) as ReadonlyMap<string, T> | undefined;
      const result = known ?? new Map([...services].filter(([id]) => !off.has(id)));
      filtered.set(services, result);
      return result;
    },
    stop: () => clearInterval(timer),
  };
}

/** Changes whenever the file does: it is replaced, never written in place. */
function stampOf(dataDirectory: string): string {
  const stats = statSync(switchesFile(dataDirectory), { throwIfNoEntry: false });
  return stats === undefined ? '' : `${stats.ino}/${stats.mtimeMs}/${stats.size}`;
}
