import { randomBytes } from 'node:crypto';
import { CardwrightError } from '@cardwright/cds-service';
import { errorKind } from '../../error-kind.ts';
import type { Host, Source } from '../../host.ts';
import type { SweepReason } from '../../subscription-metrics.ts';
import { takeLease } from '../sweep/take-lease.ts';
import { careForSource, type CareMemory } from './care-for-source.ts';
import { createSockets, type Sockets } from './create-sockets.ts';

/** Cares for the sources: what was lost, and our Subscriptions there. One in each process that works off the inbox. */
export interface Caretaker {
  /** Begins, and may be called again for a turn at once; resolves when each source has had its first turn, or failed at it. */
  readonly start: () => Promise<void>;
  /** Ends after what is under way, which is cut short; others may care for the sources at once. */
  readonly stop: () => Promise<void>;
  /** Sweeps a source, and looks at its Subscriptions; false when another process cares for it. Errors: those of the client and the store. */
  readonly sweepNow: (source: string, reason?: SweepReason) => Promise<boolean>;
  /** Resolves when no turn is under way. */
  readonly idle: () => Promise<void>;
}

export interface CaretakerOptions {
  /** Told when patients were woken, or frames of a WebSocket were accepted. */
  readonly wake?: () => void;
  /** True for a process that leaves the care to those that work off the inbox. */
  readonly isIdle?: boolean;
  /** Connects to WebSockets; the global one unless said. */
  readonly WebSocket?: typeof globalThis.WebSocket;
}

/** Between two turns of a source. */
export const turnMs = 5_000;
/** A source that fails is left alone for 5, 10, 20 … seconds. */
const maxBackoffMs = 300_000;

interface Cared {
  readonly source: Source;
  readonly memory: CareMemory;
  readonly sockets: Sockets | undefined;
  running: Promise<boolean>;
  failures: number;
  notBeforeMs: number;
}

/** One for the host; of several processes on a store one cares for a source at a time (`takeLease`). */
export function createCaretaker(host: Host, options: CaretakerOptions = {}): Caretaker {
  const owner = host.newUuid();
  const stopping = new AbortController();
  const sources = options.isIdle === true ? [] : [...host.sources.values()];
  const all = new Map(sources.map((source) => [source.id, careOf(host, source, options)]));
  const desk: Desk = { host, owner, signal: stopping.signal, sinceMs: host.now().getTime(), wake: options.wake };
  let turning: Promise<unknown> | undefined;
  const turnAll = async (): Promise<void> => {
    turning ??= Promise.all([...all.values()].map((cared) => tryNext(desk, cared))).finally(
      () => (turning = undefined),
    );
    await turning;
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    start: async () => {
      timer ??= setInterval(() => void turnAll(), turnMs).unref();
      await turnAll();
    },
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      await Promise.all([...all.values()].map((cared) => end(desk, cared)));
    },
    sweepNow: async (id, reason = 'operator') => {
      const cared = all.get(id);
      if (cared === undefined) throw new CardwrightError('unknown-source', 'There is no such source.');
      cared.memory.wanted.add(reason);
      return next(desk, cared);
    },
    idle: async () => {
      await Promise.all([...all.values()].map(({ running }) => running.catch(() => false)));
    },
  };
}

/** What all turns of one process share. */
interface Desk {
  readonly host: Host;
  readonly owner: string;
  readonly signal: AbortSignal;
  readonly sinceMs: number;
  readonly wake: CaretakerOptions['wake'];
}

function careOf(host: Host, source: Source, { wake = () => undefined, WebSocket }: CaretakerOptions): Cared {
  const memory: CareMemory = { wanted: new Set(['start']), said: new Map(), standing: [] };
  const isBySocket = source.manage && source.capabilities.subscription === 'medplum-websocket';
  const onLost = () => {
    memory.wanted.add('reactivation');
    delete memory.reconciledAtMs;
  };
  const sockets = isBySocket
    ? createSockets(host, source, { wake, onLost, ...(WebSocket && { WebSocket }) })
    : undefined;
  return { source, memory, sockets, running: Promise.resolve(false), failures: 0, notBeforeMs: 0 };
}

/** Turns of one source follow one another. */
function next(desk: Desk, cared: Cared): Promise<boolean> {
  const run = cared.running.catch(() => false).then(() => turn(desk, cared));
  cared.running = run;
  return run;
}

async function turn(
  { host, owner, signal, sinceMs, wake }: Desk,
  { source, memory, sockets }: Cared,
): Promise<boolean> {
  signal.throwIfAborted();
  await host.traffic.flush(source.id);
  const lease = await takeLease(host, source.id, owner);
  if (lease === undefined) {
    sockets?.close();
    return false;
  }
  const newSecret = () => randomBytes(32).toString('base64url');
  const care = { host, source, lease, memory, newSecret, signal, sinceMs };
  await careForSource(care, async () => sockets?.keep(memory.standing, signal));
  wake?.();
  return true;
}

async function tryNext(desk: Desk, cared: Cared): Promise<void> {
  const { host, signal } = desk;
  if (signal.aborted || host.now().getTime() < cared.notBeforeMs) return;
  try {
    await next(desk, cared);
    cared.failures = 0;
  } catch (error) {
    if (signal.aborted) return;
    cared.failures += 1;
    cared.notBeforeMs = host.now().getTime() + Math.min(turnMs * 2 ** (cared.failures - 1), maxBackoffMs);
    const code = error instanceof CardwrightError ? error.code : errorKind(error);
    host.log.error({ source: cared.source.id, code, failures: cared.failures }, 'source not cared for');
  }
}

/** What fails here is done by whoever cares for the source next, when the lease has ended. */
async function end({ host, owner }: Desk, { source, sockets, running }: Cared): Promise<void> {
  await running.catch(() => false);
  sockets?.close();
  try {
    await host.traffic.flush(source.id);
    const lease = await takeLease(host, source.id, owner);
    await lease?.release();
  } catch (error) {
    host.log.warn({ source: source.id, kind: errorKind(error) }, 'lease not released');
  }
}
