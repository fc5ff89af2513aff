import type { Resource } from '@medplum/fhirtypes';
import type { Host, Source } from '../../host.ts';
import { errorKind } from '../../error-kind.ts';
import { acceptEnvelope } from '../accept-envelope.ts';

/** The WebSocket of one source, bound to our Subscriptions there. */
export interface Sockets {
  /** Connects if need be, and binds what is not bound or soon no longer. Errors: those of the client. */
  readonly keep: (subscriptions: readonly string[], signal: AbortSignal) => Promise<void>;
  readonly close: () => void;
}

export interface SocketOptions {
  readonly wake: () => void;
  /** The connection ended: what changed meanwhile was told to nobody. */
  readonly onLost: () => void;
  readonly WebSocket?: typeof globalThis.WebSocket;
}

/** A binding is made anew when so much of its time is over. */
const renewAt = 0.75;
const connectMs = 10_000;
/** Medplum beats every 10 seconds (`packages/server/src/subscriptions/websockets.ts`); without a frame for so long the line is dead. */
const deadAfterMs = 30_000;
/** Frames that wait for their commit; more at once end the connection, and the sweep does it. */
const maxWaiting = 1_000;

interface Line {
  readonly socket: WebSocket;
  readonly url: string;
  /** When each binding is to be made anew. */
  readonly boundUntilMs: Map<string, number>;
  heardAtMs: number;
  waiting: number;
}

/**
 * Medplum's WebSocket subscriptions: a token by `$get-ws-binding-token`, `bind-with-token`, then frames. Nothing there is acknowledged or sent
 * twice: a frame is committed to the inbox as a notification is, and whenever the connection was lost a sweep follows.
 */
export function createSockets(host: Host, source: Source, options: SocketOptions): Sockets {
  let line: Line | undefined;
  const drop = (one: Line): void => {
    if (line !== one) return;
    line = undefined;
    one.socket.close();
    options.onLost();
  };
  const open = async (url: string, signal: AbortSignal): Promise<Line> => {
    const socket = await connect(options.WebSocket ?? globalThis.WebSocket, url, signal);
    const opened: Line = { socket, url, boundUntilMs: new Map(), heardAtMs: host.now().getTime(), waiting: 0 };
    socket.addEventListener('message', ({ data }) => void take(host, source, options, opened, String(data), drop));
    socket.addEventListener('close', () => drop(opened));
    socket.addEventListener('error', () => drop(opened));
    line = opened;
    return opened;
  };
  return {
    keep: async (subscriptions, signal) => {
      const nowMs = host.now().getTime();
      // What it was bound to is switched off when the source notices; the next turn sees that and binds anew.
      if (line !== undefined && nowMs - line.heardAtMs > deadAfterMs) return drop(line);
      for (const id of subscriptions) {
        if ((line?.boundUntilMs.get(id) ?? 0) > nowMs) continue;
        const binding = await askBinding(source, id, signal);
        if (binding === undefined) {
          host.log.error({ source: source.id, subscription: id }, 'no binding for the WebSocket');
          continue;
        }
        const { url, token, expiresAtMs } = binding;
        const current: Line = line ?? (await open(url, signal));
        current.socket.send(JSON.stringify({ type: 'bind-with-token', payload: { token } }));
        current.boundUntilMs.set(id, nowMs + (expiresAtMs - nowMs) * renewAt);
      }
    },
    close: () => {
      const open = line;
      line = undefined;
      open?.socket.close();
    },
  };
}

async function take(
  host: Host,
  source: Source,
  { wake }: SocketOptions,
  line: Line,
  text: string,
  drop: (line: Line) => void,
): Promise<void> {
  line.heardAtMs = host.now().getTime();
  const body = Buffer.from(text);
  if (line.waiting >= maxWaiting || body.length > host.limits.maxBodyBytes) return drop(line);
  line.waiting += 1;
  try {
    await acceptEnvelope(host, source, { body, attributes: { method: 'POST', path: '' } });
    wake();
  } catch (error) {
    // It cannot be asked for again: the sweep that follows the loss finds it.
    host.log.error({ source: source.id, kind: errorKind(error) }, 'frame not accepted');
    drop(line);
  } finally {
    line.waiting -= 1;
  }
}

async function connect(WebSocket: typeof globalThis.WebSocket, url: string, signal: AbortSignal): Promise<WebSocket> {
  signal.throwIfAborted();
  const socket = new WebSocket(url);
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const fail = (): void => reject(new Error('The WebSocket cannot be opened.'));
  const timer = setTimeout(fail, connectMs);
  socket.addEventListener('open', () => resolve(), { once: true });
  socket.addEventListener('error', fail, { once: true });
  signal.addEventListener('abort', fail, { once: true });
  try {
    await promise;
    return socket;
  } catch (error) {
    socket.close();
    throw error;
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', fail);
  }
}

interface Binding {
  readonly url: string;
  readonly token: string;
  readonly expiresAtMs: number;
}

/** The address must be the source's own host: the token goes there. */
async function askBinding(source: Source, id: string, signal: AbortSignal): Promise<Binding | undefined> {
  const answer = await source.fhir.operation(
    { method: 'GET', type: 'Subscription', id, name: '$get-ws-binding-token' },
    signal,
  );
  const [url, token, expiration] = ['websocket-url', 'token', 'expiration'].map((name) => parameterOf(answer, name));
  const expiresAtMs = Date.parse(expiration ?? '');
  if (url === undefined || token === undefined || Number.isNaN(expiresAtMs)) return undefined;
  return isAt(url, source.fhirServer) ? { url, token, expiresAtMs } : undefined;
}

function isAt(url: string, fhirServer: string): boolean {
  const [there, own] = [URL.parse(url), URL.parse(fhirServer)];
  const isAsSecure = there?.protocol === 'wss:' || (there?.protocol === 'ws:' && own?.protocol === 'http:');
  return isAsSecure && there.hostname === own?.hostname;
}

function parameterOf(resource: Resource | undefined, name: string): string | undefined {
  if (resource?.resourceType !== 'Parameters') return undefined;
  const parameter = resource.parameter?.find((one) => one.name === name);
  return (
    parameter?.valueString ??
    parameter?.valueUrl ??
    parameter?.valueUri ??
    parameter?.valueDateTime ??
    parameter?.valueInstant
  );
}
