import { CardwrightError } from '@cardwright/cds-service';
import type { Express } from 'express';
import type { Logger } from 'pino';
import { createApp, type AppOptions } from './app.ts';
import type { Config } from './config/config.ts';
import { createReload } from './config/create-reload.ts';
import { isLoopback } from './config/is-loopback.ts';
import { createHost } from './create-host.ts';
import type { Demo } from './demo.ts';
import type { Host } from './host.ts';
import { openDoor, type Door } from './open-door.ts';
import { openParts, type Parts } from './open-parts.ts';
import { openSources } from './open-sources.ts';
import { startPurges } from './retention/start-purges.ts';
import { createCaretaker, type Caretaker } from './subscriptions/manage/create-caretaker.ts';
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

/**
 * Closing runs backwards and begins at once: not ready any more, nobody let in, nothing taken; then open calls and what is in hand
 * end, the embedded server, and the store last.
 */
async function open(
  { config, log, now = () => new Date() }: ServeOptions,
  opened: AsyncDisposableStack,
): Promise<Serving> {
  refuseOpenHost(config, log);
  const parts = await openParts({ config, log, now }, opened);
  const { live, inTurn, store } = parts;
  const door = await openDoor(config, now, opened);
  // What is written to the demonstration's server before it is subscribed to would be told to nobody: it says ready after that.
  let accepting = !config.demo;
  const accepts = () => accepting;
  let current = await assemble(parts, door, config, accepts);
  let { retention } = config;
  // Of processes that share a store those that accept leave this to those that work.
  if (config.role !== 'api') opened.defer(startPurges({ ...parts, retention: () => retention }).stop);
  // What other processes accepted.
  if (config.role !== 'api') opened.defer(store.onArrival(() => current.worker.wake()));
  opened.defer(async () => {
    accepting = false;
    // The source of the demonstration is behind our own door: what is in hand ends before it closes.
    await Promise.all([endWork(current), door.demo === undefined ? door.close() : undefined]);
  });
  door.answer((req, res) => void current.app(req, res));
  current.worker.wake();
  const cared = current.caretaker.start();
  // The source of the demonstration is there already; others may be away.
  if (config.demo) await cared;
  accepting = true;
  log.info({ url: door.url, role: config.role, demo: config.demo, services: [...live.services().keys()] }, 'ready');
  const apply = async (next: Config): Promise<readonly string[]> => {
    refuseOpenHost(next, log);
    const replaced = current;
    const set = await live.load(next);
    door.renewCertificate(next.tls);
    const assembled = await assemble(parts, door, next, accepts);
    await live.use(set, next);
    // Calls that are open end on the host on which they began.
    current = assembled;
    ({ retention } = next);
    await endWork(replaced);
    current.worker.wake();
    void current.caretaker.start();
    return [...set.services.keys()];
  };
  return {
    url: door.url,
    get host() {
      return current.host;
    },
    reload: createReload({ config, log, apply: (next) => inTurn(() => apply(next)) }),
    idle: () => untilIdle([current.caretaker, door.demo, current.worker, parts.background]),
    close: () => opened.disposeAsync(),
  };
}

/** What one configuration makes; a reload replaces it whole. */
interface Assembly {
  readonly host: Host;
  readonly worker: Worker;
  readonly caretaker: Caretaker;
  readonly app: Express;
}

async function assemble(parts: Parts, door: Door, config: Config, accepting: () => boolean): Promise<Assembly> {
  const services = () => parts.live.services().values();
  const { url, demo } = door;
  const sources = await openSources({ ...parts, config, services, more: demo?.source });
  const host = await createHost(parts, sources, config, url);
  const worker = config.role === 'api' ? absentWorker : createWorker(host);
  const caretaker = createCaretaker(host, { wake: worker.wake, isIdle: config.role === 'api' });
  const doors = { role: config.role, onNotification: worker.wake, accepting };
  const app = createApp({ host, ...doors, ...appOptionsOf(config, demo) });
  return { host, worker, caretaker, app };
}

/** The caretaker first: what it wakes the worker leaves for the next one. */
async function endWork({ caretaker, worker }: Assembly): Promise<void> {
  await caretaker.stop();
  await worker.stop();
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

/** Of a process that leaves the work to others, who look at the same inbox. */
const absentWorker: Worker = { wake: () => undefined, idle: async () => undefined, stop: async () => undefined };

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
