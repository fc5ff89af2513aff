import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { CardwrightError } from '@cardwright/cds-service';
import { createHttpFhirClient } from '@cardwright/fhir';
import { disableTelemetry } from '@cardwright/scoring';
import { openSqliteStore } from '@cardwright/store';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config/config.ts';
import { createReload } from './config/create-reload.ts';
import { watchSwitches, type WatchedSwitches } from './config/watch-switches.ts';
import type { Demo } from './demo.ts';
import { engine } from './engine.ts';
import type { Host, ServedService, Source } from './host.ts';
import { openListener } from './listener.ts';
import { createServedLoader } from './load-served.ts';
import { createMetrics, type Metrics } from './metrics.ts';
import { createWorker, type Worker } from './subscriptions/worker.ts';

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
 * Errors: those of the models and the store; `bad-argument` when it would listen unauthenticated beyond loopback.
 */
export async function serve({ config, log, now = () => new Date() }: ServeOptions): Promise<Serving> {
  refuseOpenHost(config, log);
  disableTelemetry();
  mkdirSync(config.dataDirectory, { recursive: true });
  const load = createServedLoader();
  const services = await load(config);
  const switches = watchSwitches({ dataDirectory: config.dataDirectory, log });
  const listener = await openListener(config);
  const { url, server } = listener;
  const store = openSqliteStore({ file: join(config.dataDirectory, 'cardwright.sqlite') });
  // Loaded in demo mode only: a production host never carries the embedded server.
  const demo = config.demo ? await (await import('./demo.ts')).openDemo({ url, config, now }) : undefined;
  const metrics = createMetrics({ processMetrics: true });
  let accepting = true;
  const assemble = (given: Config, served: ReadonlyMap<string, ServedService>): Assembly => {
    const sources = sourcesOf(given, demo);
    const host = createHost({ config: given, log, now, url, services: served, switches, store, metrics, sources });
    const worker = createWorker(host);
    const app = createApp({
      host,
      cors: given.cors,
      ...(demo === undefined ? {} : { fhirServer: demo.handler }),
      onNotification: worker.wake,
      accepting: () => accepting,
    });
    return { host, worker, app };
  };
  let current = assemble(config, services);
  server.on('request', (req, res) => void current.app(req, res));
  await demo?.subscribe();
  current.worker.wake();
  log.info({ url, demo: config.demo, services: [...services.keys()] }, 'ready');
  const reload = createReload({
    config,
    log,
    apply: async (next) => {
      const replaced = current;
      const served = await load(next);
      listener.renewCertificate(next.tls);
      current = assemble(next, served);
      // Calls that are open end on the host on which they began.
      await replaced.worker.stop();
      current.worker.wake();
      return [...served.keys()];
    },
  });
  return {
    url,
    get host() {
      return current.host;
    },
    reload,
    idle: async () => {
      await demo?.idle();
      await current.worker.idle();
    },
    close: async () => {
      accepting = false;
      await listener.close(current.host.limits.drainMs);
      switches.stop();
      await current.worker.stop();
      await demo?.close();
      await store.close();
    },
  };
}

/** What one configuration makes; a reload replaces it whole. */
interface Assembly {
  readonly host: Host;
  readonly worker: Worker;
  readonly app: Express;
}

const loopback = ['127.0.0.1', '::1', 'localhost'];

/** Client authentication is not built yet: without it, only this machine may call, unless the operator says otherwise. */
function refuseOpenHost(config: Config, log: Logger): void {
  if (loopback.includes(config.host)) return;
  if (!config.allowUnauthenticated) {
    throw new CardwrightError(
      'bad-argument',
      'HOST is not a loopback address and clients are not authenticated; set CARDWRIGHT_ALLOW_UNAUTHENTICATED=1 behind a gateway that does.',
    );
  }
  log.warn({ host: config.host }, 'listening without client authentication');
}

function sourcesOf(config: Config, demo: Demo | undefined): ReadonlyMap<string, Source> {
  const configured = Object.entries(config.sources).map(([id, source]): [string, Source] => [
    id,
    { ...source, id, fhir: createHttpFhirClient({ baseUrl: source.fhirServer, fetch }) },
  ]);
  return new Map(demo === undefined ? configured : [...configured, [demo.source.id, demo.source]]);
}

function createHost(options: {
  readonly config: Config;
  readonly log: Logger;
  readonly now: () => Date;
  readonly url: string;
  readonly services: ReadonlyMap<string, ServedService>;
  readonly switches: WatchedSwitches;
  readonly store: Host['store'];
  readonly metrics: Metrics;
  readonly sources: ReadonlyMap<string, Source>;
}): Host {
  const { config, log, now, url, services, switches, store, metrics, sources } = options;
  return {
    get services() {
      return switches.on(services);
    },
    sources,
    store,
    log,
    now,
    engine,
    limits: config.limits,
    metrics,
    publicBaseUrl: config.publicBaseUrl ?? url,
    timeZone: config.site.timeZone,
    newUuid: randomUUID,
    fhirFor: (baseUrl, token) => {
      refuseForeignServer(config, baseUrl);
      return createHttpFhirClient({ baseUrl, fetch, ...(token === undefined ? {} : { accessToken: token }) });
    },
  };
}

/** `fhirServer` is chosen by the caller: nothing is asked of a server that nobody allowed, and no token travels there. */
function refuseForeignServer(config: Config, baseUrl: string): void {
  const bare = (address: string) => address.replace(/\/+$/, '');
  if (config.fhirServers.some((allowed) => bare(allowed) === bare(baseUrl))) return;
  if (config.demo && loopback.includes(new URL(baseUrl).hostname.replace(/^\[|\]$/g, ''))) return;
  throw new CardwrightError('bad-request', 'fhirServer is not on the list of allowed FHIR servers.');
}
