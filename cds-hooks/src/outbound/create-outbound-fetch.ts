import { lookup } from 'node:dns/promises';
import { Agent as HttpAgent, request as requestHttp, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import { guardedLookup, type ResolveHost } from './guarded-lookup.ts';

/** A `fetch` for addresses that somebody else chose, and an end to its connections. */
export interface OutboundFetch {
  readonly fetch: typeof fetch;
  readonly close: () => void;
}

const maxConnectionsPerHost = 32;

/**
 * Fetch for call-backs. Other than the global one it looks at the address that a name resolves to before it connects
 * (`guardedLookup`), never follows a redirect, sends no cookies, and keeps connections open for the next call.
 * Takes what our clients use: a URL as text, method, headers as a record, a text body, a signal.
 */
export function createOutboundFetch(
  resolveHost: ResolveHost = (hostname) => lookup(hostname, { all: true }),
): OutboundFetch {
  const options = { keepAlive: true, maxSockets: maxConnectionsPerHost, lookup: guardedLookup(resolveHost) };
  const http = new HttpAgent(options);
  const https = new HttpsAgent(options);
  const send = async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input);
    const secure = url.protocol === 'https:';
    if (!secure && url.protocol !== 'http:') throw new TypeError('not an http address');
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const settings = {
      method: init.method ?? 'GET',
      headers: Object.fromEntries(new Headers(init.headers)),
      ...(init.signal == null ? {} : { signal: init.signal }),
    };
    const request = secure
      ? requestHttps(url, { ...settings, agent: https }, resolve)
      : requestHttp(url, { ...settings, agent: http }, resolve);
    request.on('error', reject);
    request.end(typeof init.body === 'string' ? init.body : undefined);
    return toResponse(await promise);
  };
  return {
    fetch: send,
    close: () => {
      http.destroy();
      https.destroy();
    },
  };
}

/** Statuses that have no body (Fetch standard, null body status). */
const withoutBody: readonly number[] = [101, 204, 205, 304];

function toResponse(message: IncomingMessage): Response {
  const status = message.statusCode ?? 500;
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    for (const one of [value ?? []].flat()) headers.append(name, one);
  }
  if (withoutBody.includes(status)) {
    message.resume();
    return new Response(null, { status, headers });
  }
  return new Response(ReadableStream.from<Uint8Array>(message), { status, headers });
}
