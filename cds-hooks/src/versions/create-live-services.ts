import type { Store } from '@cardwright/store';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import type { ServedService } from '../host.ts';
import type { ServedLoader, ServedSet } from '../load-served.ts';
import type { Metrics } from '../metrics.ts';
import type { VersionProblem } from './version-pool.ts';

/** The services that a running host serves, replaced whole. */
export interface LiveServices {
  /** The same map until something changes. */
  readonly services: () => ReadonlyMap<string, ServedService>;
  readonly problems: () => readonly VersionProblem[];
  /** What a configuration would serve. Errors: those of the loader. */
  readonly load: (config: Config) => Promise<ServedSet>;
  /** Takes a set that was loaded into use, with the configuration it is of; calls that have begun keep what they hold. */
  readonly use: (set: ServedSet, config: Config) => Promise<void>;
  /** Looks at the drop-in directory and the pointers, and takes what has changed into use. Never throws. */
  readonly refresh: () => Promise<void>;
}

export interface LiveServicesOptions {
  readonly loader: ServedLoader;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => Date;
}

/** Nothing is served until the first `use`. Two swaps may not run at the same time: the caller takes turns. */
export function createLiveServices({ loader, store, metrics, log, now }: LiveServicesOptions): LiveServices {
  let current: { readonly set: ServedSet; readonly config: Config } | undefined;
  let isDue = false;
  const use = async (set: ServedSet, config: Config): Promise<void> => {
    const told = JSON.stringify(current?.set.problems ?? []);
    current = { set, config };
    loader.settle(set);
    metrics.setVersionProblems(set.problems);
    if (JSON.stringify(set.problems) !== told) tellProblems(log, set.problems);
    for (const step of await store.recordStandings(set.standings, now().toISOString()))
      log.info({ step }, 'service step');
  };
  const refresh = async (): Promise<void> => {
    if (current === undefined) return;
    try {
      isDue = (await loader.look()) || isDue;
      if (!isDue) return;
      await use(await loader.load(current.config), current.config);
      isDue = false;
    } catch {
      log.error('the versions of the services cannot be read or recorded; what is served stays');
    }
  };
  return {
    services: () => current?.set.services ?? new Map<string, ServedService>(),
    problems: () => current?.set.problems ?? [],
    load: loader.load,
    use,
    refresh,
  };
}

function tellProblems(log: Logger, problems: readonly VersionProblem[]): void {
  if (problems.length === 0) log.info('every version is as it should be');
  for (const problem of problems) log.error({ problem }, 'a version is not as it should be; what answered goes on');
}
