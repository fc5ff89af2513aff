import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { badRequest } from '@medplum/core';
import { medplumBundle } from '../notifications/medplum-bundle.ts';
import type { NotificationBundle } from '../notifications/notification-bundle.ts';
import type { Notification } from '../notifications/notification.ts';
import { isRecord } from '../search/is-record.ts';

/** Path of the socket under the base of the server, as Medplum has it. */
export const socketPath = '/ws/subscriptions-r4';
/** Largest frame that a client may send, in bytes. */
export const maxFrameBytes = 16 * 1024;
/** How long a binding token is good for, in ms. */
export const bindingTokenLifeMs = 60 * 60 * 1000;
/** Time between heartbeat frames when the options do not say, in ms. */
export const defaultSocketHeartbeatMs = 10_000;

/** What the sockets ask the rest of the server. */
export interface SocketParts {
  readonly now: () => Date;
  /** Must not be guessable. */
  readonly newToken: () => string;
  readonly heartbeatMs: number;
  /** What a subscription is told by a handshake or heartbeat; nothing when it is not served. */
  readonly notification: (subscriptionId: string, kind: 'handshake' | 'heartbeat') => Notification | undefined;
  /** Nobody listens to these subscriptions any more. */
  readonly left: (subscriptionIds: readonly string[]) => void;
}

interface Binding {
  readonly subscriptionId: string;
  readonly expiresAtMs: number;
}

/**
 * Medplum's WebSocket subscriptions: a client takes a token by `$get-ws-binding-token`, sends `bind-with-token`, gets a
 * handshake frame, then one frame per event, and heartbeat frames with an entry for each of its subscriptions. Nothing is
 * repeated; what was sent while nobody had bound is lost, and a socket that closes turns its subscriptions off.
 * Source: medplum/medplum packages/server/src/subscriptions/websockets.ts@033e62a.
 */
export class SubscriptionSockets {
  readonly #parts: SocketParts;
  readonly #tokens = new Map<string, Binding>();
  readonly #bound = new Map<WebSocket, Set<string>>();
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: maxFrameBytes });
  #timer: NodeJS.Timeout | undefined;

  constructor(parts: SocketParts) {
    this.#parts = parts;
  }

  /** A token that binds a socket to one subscription, until it expires. */
  newToken(subscriptionId: string): { readonly token: string; readonly expiration: string } {
    const nowMs = this.#parts.now().getTime();
    for (const [token, { expiresAtMs }] of this.#tokens) if (expiresAtMs <= nowMs) this.#tokens.delete(token);
    const token = this.#parts.newToken();
    const expiresAtMs = nowMs + bindingTokenLifeMs;
    this.#tokens.set(token, { subscriptionId, expiresAtMs });
    return { token, expiration: new Date(expiresAtMs).toISOString() };
  }

  /** For the `upgrade` event of an HTTP server; other paths are not answered. Gives whether it was ours. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean {
    if (!(request.url ?? '').split('?')[0]?.endsWith(socketPath)) return false;
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client));
    return true;
  }

  send(subscriptionId: string, bundle: NotificationBundle): void {
    for (const [client, ids] of this.#bound) if (ids.has(subscriptionId)) client.send(JSON.stringify(bundle));
  }

  close(): void {
    clearInterval(this.#timer);
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #welcome(client: WebSocket): void {
    this.#timer ??= setInterval(() => this.#beat(), this.#parts.heartbeatMs).unref();
    this.#bound.set(client, new Set());
    client.on('message', (data) => this.#answer(client, String(data)));
    client.on('error', () => client.terminate());
    client.on('close', () => {
      const ids = [...(this.#bound.get(client) ?? [])];
      this.#bound.delete(client);
      this.#parts.left(ids.filter((id) => ![...this.#bound.values()].some((others) => others.has(id))));
    });
  }

  #answer(client: WebSocket, text: string): void {
    const { type, token } = readFrame(text);
    if (type === 'ping') return client.send(JSON.stringify({ type: 'pong' }));
    const binding = token === undefined ? undefined : this.#tokens.get(token);
    if (!binding || binding.expiresAtMs <= this.#parts.now().getTime())
      return client.send(JSON.stringify(badRequest('Token failed to validate. Check token expiry.')));
    const { subscriptionId } = binding;
    if (type === 'unbind-from-token') {
      this.#bound.get(client)?.delete(subscriptionId);
      this.#parts.left([subscriptionId]);
      return;
    }
    const handshake = this.#parts.notification(subscriptionId, 'handshake');
    if (type !== 'bind-with-token' || !handshake) return;
    this.#bound.get(client)?.add(subscriptionId);
    client.send(JSON.stringify(medplumBundle([handshake])));
  }

  #beat(): void {
    for (const [client, ids] of this.#bound) {
      const beats = [...ids].flatMap((id) => this.#parts.notification(id, 'heartbeat') ?? []);
      if (beats.length > 0) client.send(JSON.stringify(medplumBundle(beats)));
    }
  }
}

function readFrame(text: string): { readonly type?: unknown; readonly token?: string } {
  try {
    const frame: unknown = JSON.parse(text);
    if (!isRecord(frame)) return {};
    const token = isRecord(frame['payload']) ? frame['payload']['token'] : undefined;
    return { type: frame['type'], ...(typeof token === 'string' && { token }) };
  } catch {
    return {};
  }
}
