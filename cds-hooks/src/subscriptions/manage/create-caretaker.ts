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
  /** Begins; resolves when each source has had its first turn, or failed at it. */
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
export function createCaretaker(
  host: Host,
  { wake = () => undefined, isIdle = false, WebSocket }: CaretakerOptions = {},
): Caretaker {
  const owner = host.newUuid();
  const sinceMs = host.now().getTime();
  const { traffic } = host;
  const stopping = new AbortController();
  const newSecret = () => randomBytes(32).toString('base64url');
  const all = new Map<string, Cared>();
  for (const source of isIdle ? [] : host.sources.values()) {
    const memory: CareMemory = { wanted: new Set(['start']), standing: [] };
    const isBySocket = source.manage && source.capabilities.subscription === 'medplum-websocket';
    const onLost = () => void memory.wanted.add('reactivation');
    const sockets = isBySocket
      ? createSockets(host, source, { wake, onLost, ...(WebSocket && { WebSocket }) })
      : undefined;
    all.set(source.id, { source, memory, sockets, running: Promise.resolve(false), failures: 0, notBeforeMs: 0 });
  }

  const turn = async (cared: Cared): Promise<boolean> => {
    const { source, memory, sockets } = cared;
    const { signal } = stopping;
    signal.throwIfAborted();
    await traffic.flush(source.id);
    const lease = await takeLease(host, source.id, owner);
    if (lease === undefined) {
      sockets?.close();
      return false;
    }
    await careForSource({ host, source, lease, memory, newSecret, signal, sinceMs });
    await sockets?.keep(memory.standing, signal);
    wake();
    return true;
  };
  /** Turns of one source follow one another. */
  const next = (cared: Cared): Promise<boolean> => {
    const run = cared.running.catch(() => false).then(() => turn(cared));
    cared.running = run;
    return run;
  };
  const tryNext = async (cared: Cared): Promise<void> => {
    if (stopping.signal.aborted || host.now().getTime() < cared.notBeforeMs) return;
    try {
      await next(cared);
      cared.failures = 0;
    } catch (error) {
      if (stopping.signal.aborted) return;
      cared.failures += 1;
      cared.notBeforeMs = host.now().getTime() + Math.min(turnMs * 2 ** (cared.failures - 1), maxBackoffMs);
      const code = error instanceof CardwrightError ? error.code : errorKind(error);
      host.log.error({ source: cared.source.id, code, failures: cared.failures }, 'source not cared for');
    }
  };
  let isTurning = false;
  const turnAll = async (): Promise<void> => {
    if (isTurning) return;
    isTurning = true;
    await Promise.all([...all.values()].map(tryNext));
    isTurning = false;
  };
  let timer: NodeJS.Timeout | undefined;
  return {
    start: async () => {
      timer = setInterval(() => void turnAll(), turnMs).unref();
      await turnAll();
    },
    stop: async () => {
      clearInterval(timer);
      stopping.abort();
      for (const { source, sockets, running } of all.values()) {
        sockets?.close();
        await running.catch(() => false);
        await traffic.flush(source.id).catch(() => undefined);
        await release(host, source.id, owner);
      }
    },
    sweepNow: async (id, reason = 'operator') => {
      const cared = all.get(id);
      if (cared === undefined) throw new CardwrightError('unknown-source', 'There is no such source.');
      cared.memory.wanted.add(reason);
      return next(cared);
    },
    idle: async () => {
      await Promise.all([...all.values()].map(({ running }) => running.catch(() => false)));
    },
  };
}

/** What fails here ends by itself when the lease does. */
async function release(host: Host, source: string, owner: string): Promise<void> {
  try {
    const lease = await takeLease(host, source, owner);
    await lease?.release();
  } catch (error) {
    host.log.warn({ source, kind: errorKind(error) }, 'lease not released');
  }
}
