import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CardwrightError } from '@cardwright/cds-service';
import { createHttpFhirClient } from '@cardwright/fhir';
import { disableTelemetry } from '@cardwright/scoring';
import { openStore } from '@cardwright/store';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { createApp, type AppOptions } from './app.ts';
import { createClientAuthenticator } from './authentication/create-client-authenticator.ts';
import type { Config } from './config/config.ts';
import { createReload } from './config/create-reload.ts';
import { isLoopback } from './config/is-loopback.ts';
import { watchSwitches, type WatchedSwitches } from './config/watch-switches.ts';
import type { Demo } from './demo.ts';
import { engine } from './engine.ts';
import type { Host, Source } from './host.ts';
import { openListener } from './listener.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { allowFhirServer } from './outbound/allow-fhir-server.ts';
import { createOutboundFetch, type OutboundFetch } from './outbound/create-outbound-fetch.ts';
import { fetchKeySet } from './outbound/fetch-key-set.ts';
import { openSources } from './open-sources.ts';
import { createSourceAuthenticator } from './subscriptions/create-source-authenticator.ts';
import { startPurges } from './retention/start-purges.ts';
import { createWorker, type Worker } from './subscriptions/worker.ts';
import { openLiveServices, type VersionParts } from './versions/open-live-services.ts';

/** A running host. */
export interface Serving {
  readonly url: string;
  /** As the configuration that is in force made it. */
  readonly host: Host;
  /** Takes a configuration into use without losing a request; one that is refused is logged and the old one stays. */
  readonly reload: (read: () => Config) => Promise<'applied' | 'refused'>;
  /** Resolves when no accepted notification waits and nothing is being delivered. */
  readonly idle: () => Promise<void>;
  /** Stops accepting, lets open calls end within the drain time, closes the store. */
  readonly close: () => Promise<void>;
}

export interface ServeOptions {
  readonly config: Config;
  readonly log: Logger;
  readonly now?: () => Date;
}

/**
 * The composition root: telemetry off, models loaded and proven, store opened, then listen.
 * Until all of it stands, requests are answered with 503. When a part fails, what was opened is closed again, so that the
 * process can end. Errors: those of the models and the store; `bad-argument` when it would listen unauthenticated beyond
 * loopback, or cannot listen there.
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const opened = new AsyncDisposableStack();
  try {
    return await open(options, opened);
  } catch (error) {
    // The first failure is the one to tell.
    await opened.disposeAsync().catch(() => undefined);
    throw error;
  }
}

/** Closing runs backwards: the event in hand, open calls, the embedded server, and the store last. */
async function open(
  { config, log, now = () => new Date() }: ServeOptions,
  opened: AsyncDisposableStack,
): Promise<Serving> {
  refuseOpenHost(config, log);
  disableTelemetry();
  const metrics = createMetrics({ processMetrics: true });
  const store = await openStore({ ...config.store, dataDirectory: config.dataDirectory });
  opened.defer(() => store.close());
  const versions = await openLiveServices({ config, store, metrics, log, now, opened });
  const { live, inTurn } = versions;
  const outbound = createOutboundFetch();
  opened.defer(outbound.close);
  const switches = watchSwitches({ dataDirectory: config.dataDirectory, log });
  opened.defer(switches.stop);
  const listener = await openListener(config);
  const { url, server } = listener;
  server.on('request', answerStarting);
  const stopListening = () => listener.close(config.limits.drainMs);
  opened.defer(stopListening);
  // Loaded in demo mode only: a production host never carries the embedded server.
  const demo = config.demo ? await (await import('./demo.ts')).openDemo({ url, config, now }) : undefined;
  opened.defer(async () => demo?.close());
  opened.defer(stopListening);
  let accepting = true;
  const assemble = async (given: Config): Promise<Assembly> => {
    const services = () => live.services().values();
    const shared = { log, now, url, switches, store, metrics, outbound, ...versions };
    const opened = await openSources({ ...shared, fetch: outbound.fetch, config: given, services, more: demo?.source });
    const host = await createHost({ ...shared, ...opened, config: given });
    const worker = config.role === 'api' ? absentWorker : createWorker(host);
    const doors = { role: config.role, onNotification: worker.wake, accepting: () => accepting };
    const app = createApp({ host, ...doors, ...appOptionsOf(given, demo) });
    return { host, worker, app };
  };
  let current = await assemble(config);
  let { retention } = config;
  // Of processes that share a store those that accept leave this to those that work.
  if (config.role !== 'api') opened.defer(startPurges({ store, retention: () => retention, now, log, metrics }).stop);
  opened.defer(() => current.worker.stop());
  // What other processes accepted.
  if (config.role !== 'api') opened.defer(store.onArrival(() => current.worker.wake()));
  opened.defer(() => void (accepting = false));
  server.off('request', answerStarting).on('request', (req, res) => void current.app(req, res));
  await demo?.subscribe();
  current.worker.wake();
  log.info({ url, role: config.role, demo: config.demo, services: [...live.services().keys()] }, 'ready');
  const apply = async (next: Config): Promise<readonly string[]> => {
    refuseOpenHost(next, log);
    const replaced = current;
    const set = await live.load(next);
    listener.renewCertificate(next.tls);
    const assembled = await assemble(next);
    await live.use(set, next);
    // Calls that are open end on the host on which they began.
    current = assembled;
    ({ retention } = next);
    await replaced.worker.stop();
    current.worker.wake();
    return [...set.services.keys()];
  };
  return {
    url,
    get host() {
      return current.host;
    },
    reload: createReload({ config, log, apply: (next) => inTurn(() => apply(next)) }),
    idle: () => untilIdle([demo, current.worker, versions.background]),
    close: () => opened.disposeAsync(),
  };
}

/** In this order: what one leads to is in the hands of the next. */
async function untilIdle(parts: readonly (Pick<Worker, 'idle'> | undefined)[]): Promise<void> {
  for (const part of parts) await part?.idle();
}

/** A client without a rate of its own may call this often. */
const defaultRatePerMinute = 600;

function appOptionsOf({ cors, clients }: Config, demo: Demo | undefined): Partial<AppOptions> {
  const rates = new Map(
    Object.entries(clients).map(([name, { ratePerMinute = defaultRatePerMinute }]) => [name, ratePerMinute]),
  );
  return {
    cors,
    ratePerMinuteOf: (name) => rates.get(name),
    ...(demo === undefined ? {} : { fhirServer: demo.handler }),
  };
}

/** What one configuration makes; a reload replaces it whole. */
interface Assembly {
  readonly host: Host;
  readonly worker: Worker;
  readonly app: Express;
}

/** Of a process that leaves the work to others, who look at the same inbox. */
const absentWorker: Worker = { wake: () => undefined, idle: async () => undefined, stop: async () => undefined };

/** The address is needed before the rest can be made, so the door opens before anybody is behind it. */
function answerStarting(_req: IncomingMessage, res: ServerResponse): void {
  res.writeHead(503, { 'Retry-After': '1' }).end();
}

/** Without registered clients only this machine may call, unless the operator says otherwise. A proxy carries the world to loopback. */
function refuseOpenHost(config: Config, log: Logger): void {
  // A worker opens no door.
  if (config.role === 'worker') return;
  const isLocal = isLoopback(config.host) && !config.trustProxy;
  if (Object.keys(config.clients).length > 0 || isLocal) return;
  if (!config.allowUnauthenticated) {
    throw new CardwrightError(
      'bad-argument',
      'No clients are registered and HOST is not a loopback address, or a proxy is trusted; register clients, or set CARDWRIGHT_ALLOW_UNAUTHENTICATED=1 behind a gateway that authenticates.',
    );
  }
  log.warn({ host: config.host }, 'listening without client authentication');
}

async function createHost(options: {
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => Date;
  readonly url: string;
  readonly live: VersionParts['live'];
  readonly background: VersionParts['background'];
  readonly assignmentKey: VersionParts['assignmentKey'];
  readonly switches: WatchedSwitches;
  readonly store: Host['store'];
  readonly metrics: Metrics;
  readonly sources: ReadonlyMap<string, Source>;
  readonly keySet: Host['keySet'];
  readonly outbound: OutboundFetch;
}): Promise<Host> {
  const { config, log, now, url, live, switches, store, metrics, sources, outbound, background, assignmentKey } =
    options;
  const { requestsDays } = config.retention;
  const { clients, limits, demo } = config;
  const fetchJson = fetchKeySet(outbound.fetch);
  const authenticate = await createClientAuthenticator({ clients, limits, demo, store, log, now, fetchJson });
  const authenticateSource = await createSourceAuthenticator({ sources, limits, demo, log, now, fetchJson });
  return {
    get services() {
      return switches.on(live.services());
    },
    get versionProblems() {
      return live.problems();
    },
    background,
    assignmentKey,
    ...(requestsDays === undefined ? {} : { retainRequestsDays: requestsDays }),
    sources,
    keySet: options.keySet,
    store,
    log,
    now,
    engine,
    limits,
    metrics,
    publicBaseUrl: config.publicBaseUrl ?? url,
    timeZone: config.site.timeZone,
    newUuid: randomUUID,
    authenticate,
    authenticateSource,
    fhirFor: (baseUrl, token, client) => {
      allowFhirServer(baseUrl, client, config);
      return createHttpFhirClient({
        baseUrl,
        fetch: outbound.fetch,
        ...(token === undefined ? {} : { accessToken: token }),
      });
    },
  };
}
