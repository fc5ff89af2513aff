import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { CardwrightError, type ServiceStatus } from '@cardwright/cds-service';
import { derivePrefetch } from '@cardwright/features';
import { createHttpFhirClient } from '@cardwright/fhir';
import { disableTelemetry } from '@cardwright/scoring';
import { openSqliteStore } from '@cardwright/store';
import type { Logger } from 'pino';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import type { Demo } from './demo.ts';
import { engine } from './engine.ts';
import type { Host, ServedService, Source } from './host.ts';
import { httpServerOptions, maxConnections } from './limits/http-server-options.ts';
import { loadService, registeredServices } from './load-services.ts';
import { createMetrics } from './metrics.ts';
import { createWorker } from './subscriptions/worker.ts';

/** A running host. */
export interface Serving {
  readonly url: string;
  readonly host: Host;
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
  const services = await loadServed(config);
  const server = createServer(httpServerOptions(config.limits));
  server.maxConnections = maxConnections;
  const url = await listen(server, config);
  const store = openSqliteStore({ file: join(config.dataDirectory, 'cardwright.sqlite') });
  // Loaded in demo mode only: a production host never carries the embedded server.
  const demo = config.demo ? await (await import('./demo.ts')).openDemo({ url, config, now }) : undefined;
  const host = createHost({ config, log, now, url, services, store, sources: sourcesOf(config, demo) });
  const worker = createWorker(host);
  let accepting = true;
  const app = createApp({
    host,
    ...(demo === undefined ? {} : { fhirServer: demo.handler }),
    onNotification: worker.wake,
    accepting: () => accepting,
  });
  server.on('request', app);
  await demo?.subscribe();
  worker.wake();
  log.info({ url, demo: config.demo, services: [...services.keys()] }, 'ready');
  return {
    url,
    host,
    idle: async () => {
      await demo?.idle();
      await worker.idle();
    },
    close: async () => {
      accepting = false;
      await closeServer(server, config.limits.drainMs);
      await worker.stop();
      await demo?.close();
      await store.close();
    },
  };
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

async function loadServed(config: Config): Promise<ReadonlyMap<string, ServedService>> {
  const served = new Map<string, ServedService>();
  for (const { manifest, features } of registeredServices.values()) {
    const status = statusIn(config, manifest.id);
    if (status !== 'active' && status !== 'silent') continue;
    served.set(manifest.id, { ...(await loadService(manifest.id)), status, templates: derivePrefetch(features) });
  }
  return served;
}

/** Demo mode activates all; with a configuration file a service is silent until the file says otherwise. */
const statusIn = (config: Config, id: string): ServiceStatus =>
  config.demo ? 'active' : (config.services[id]?.status ?? 'silent');

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
  readonly store: Host['store'];
  readonly sources: ReadonlyMap<string, Source>;
}): Host {
  const { config, log, now, url, services, store, sources } = options;
  return {
    services,
    sources,
    store,
    log,
    now,
    engine,
    limits: config.limits,
    metrics: createMetrics({ processMetrics: true }),
    publicBaseUrl: url,
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

async function listen(server: Server, config: Config): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, resolve);
  });
  const { port } = server.address() as AddressInfo;
  const address = { '0.0.0.0': '127.0.0.1', '::': '::1' }[config.host] ?? config.host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

async function closeServer(server: Server, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const timer = setTimeout(() => server.closeAllConnections(), drainMs);
  server.closeIdleConnections();
  await closed;
  clearTimeout(timer);
}
