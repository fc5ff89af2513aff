import type { Store } from '@cardwright/store';
import type { Logger } from 'pino';
import type { Config } from '../config/config.ts';
import { errorKind } from '../error-kind.ts';
import type { Host } from '../host.ts';
import { createServedLoader } from '../load-served.ts';
import { loadServiceFolder } from '../load-service-folder.ts';
import type { Metrics } from '../metrics.ts';
import { readAssignmentKey } from './assignment-key.ts';
import { createBackground } from './create-background.ts';
import { createLiveServices, type LiveServices } from './create-live-services.ts';
import { createTurns, type Turns } from './create-turns.ts';
import { everyMs } from './every-ms.ts';

/** Challengers that run at a time; more are left out. */
const maxBackgroundEvaluations = 16;

/** How long a change of the drop-in directory or of a pointer may go unnoticed; a folder must keep still as long. */
const lookPauseMs = 500;

/** How long data of calls may outlive their time. */
const purgePauseMs = 3_600_000;

export interface OpenLiveServicesOptions {
  readonly config: Config;
  readonly store: Store;
  readonly metrics: Metrics;
  readonly log: Logger;
  readonly now: () => Date;
  /** Gets what is to be closed. */
  readonly opened: AsyncDisposableStack;
}

/** What a host needs of the versions of its services. */
export type VersionParts = Pick<Host, 'background' | 'assignmentKey'> & {
  readonly live: LiveServices;
  /** What swaps services is run in it, one swap at a time. */
  readonly inTurn: Turns;
};

/**
 * The services of a configuration, loaded, proven and in use; data of calls that have expired are deleted now and every hour.
 * Errors: those of the loader and the store.
 */
export async function openLiveServices(options: OpenLiveServicesOptions): Promise<VersionParts> {
  const { config, store, metrics, log, now, opened } = options;
  const loader = createServedLoader({ ...config, loadDropIn: loadServiceFolder });
  opened.defer(loader.close);
  const live = createLiveServices({ loader, store, metrics, log, now });
  await live.use(await live.load(config), config);
  const background = createBackground(maxBackgroundEvaluations);
  opened.defer(background.idle);
  const purge = async (): Promise<void> => {
    const deleted = await store.purgeRequests(now().getTime());
    if (deleted > 0) log.info({ deleted }, 'retained requests have expired');
  };
  await purge();
  const purging = everyMs(purgePauseMs, () =>
    purge().catch((error: unknown) => log.error({ kind: errorKind(error) }, 'retained requests cannot be purged')),
  );
  opened.defer(purging.stop);
  const inTurn = createTurns();
  opened.defer(everyMs(lookPauseMs, () => inTurn(live.refresh)).stop);
  return { live, inTurn, background, assignmentKey: await readAssignmentKey(store) };
}
