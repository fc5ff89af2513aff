import { disableTelemetry } from '@cardwright/scoring';
import { openStore, type Store } from '@cardwright/store';
import type { Logger } from 'pino';
import type { Config } from './config/config.ts';
import { watchSwitches, type WatchedSwitches } from './config/watch-switches.ts';
import { countStoreErrors } from './count-store-errors.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createOutboundFetch, type OutboundFetch } from './outbound/create-outbound-fetch.ts';
import { openTracing } from './tracing/open-tracing.ts';
import { traceFetch } from './tracing/trace-fetch.ts';
import type { Tracing } from './tracing/tracing.ts';
import { openLiveServices, type VersionParts } from './versions/open-live-services.ts';

/** What a process has one of, whatever its configuration becomes. */
export interface Parts extends VersionParts {
  readonly log: Logger;
  readonly now: () => Date;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  readonly store: Store;
  readonly switches: WatchedSwitches;
  readonly outbound: OutboundFetch;
  /** The guarded one, in the trace of whoever calls it. */
  readonly fetch: typeof fetch;
}

/** Telemetry off, store open, models loaded and proven. What is opened closes backwards. Errors: those of the store and the models. */
export async function openParts(
  { config, log, now }: { readonly config: Config; readonly log: Logger; readonly now: () => Date },
  opened: AsyncDisposableStack,
): Promise<Parts> {
  disableTelemetry();
  const metrics = createMetrics({ processMetrics: true });
  const tracing = await openTracing(config.tracing);
  opened.defer(tracing.close);
  const database = await openStore({ ...config.store, dataDirectory: config.dataDirectory });
  opened.defer(() => database.close());
  const store = countStoreErrors(database, metrics.countStoreError);
  const versions = await openLiveServices({ config, store, metrics, log, now, opened });
  const outbound = createOutboundFetch();
  opened.defer(outbound.close);
  const switches = watchSwitches({ dataDirectory: config.dataDirectory, log });
  opened.defer(switches.stop);
  const fetch = traceFetch(tracing, outbound.fetch);
  return { ...versions, log, now, metrics, tracing, store, switches, outbound, fetch };
}
