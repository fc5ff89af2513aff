import type { ServerOptions } from 'node:http';

/** Sockets open at once; more are closed as they come. */
export const maxConnections = 2_048;

/**
 * What the HTTP server refuses by itself, before any of our code: headers over 16 KiB (431), a request that has not arrived
 * in time (408), and whatever is not well-formed HTTP/1.1, such as two lengths for one body (400).
 */
export function httpServerOptions({ requestTimeoutMs }: { readonly requestTimeoutMs: number }): ServerOptions {
  return {
    requestTimeout: requestTimeoutMs,
    headersTimeout: requestTimeoutMs,
    // How often slow requests are looked for; the default of 30 s would let them live that much longer.
    connectionsCheckingInterval: Math.min(1_000, requestTimeoutMs),
    keepAliveTimeout: 15_000,
    maxHeaderSize: 16 * 1024,
    requireHostHeader: true,
    insecureHTTPParser: false,
  };
}
