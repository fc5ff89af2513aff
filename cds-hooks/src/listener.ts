import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer, Server as TlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { CardwrightError } from '@cardwright/cds-service';
import type { Config } from './config/config.ts';
import { httpServerOptions, maxConnections } from './limits/http-server-options.ts';

/** The one listening socket: HTTP, or HTTPS where the configuration has a certificate. */
export interface Listener {
  /** `scheme://address:port` of this machine. */
  readonly url: string;
  readonly server: Server | TlsServer;
  /** New connections get the certificate as it is on disk now; without TLS nothing happens. */
  readonly renewCertificate: (tls: Config['tls']) => void;
  /** Stops accepting, lets open calls end within `drainMs`. */
  readonly close: (drainMs: number) => Promise<void>;
}

/** Listens as configured. Error: `bad-argument` when the address or port cannot be had. */
export async function openListener(config: Config): Promise<Listener> {
  const options = httpServerOptions(config.limits);
  const server =
    config.tls === undefined
      ? createServer(options)
      : createTlsServer({ ...options, ...certificateOf(config.tls), minVersion: 'TLSv1.2' });
  server.maxConnections = maxConnections;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(cannotListen(config, error)));
    server.listen(config.port, config.host, resolve);
  });
  return {
    url: urlOf(server, config),
    server,
    renewCertificate: (tls) => {
      if (tls !== undefined && server instanceof TlsServer) server.setSecureContext(certificateOf(tls));
    },
    close: (drainMs) => closeServer(server, drainMs),
  };
}

const reasons: Readonly<Record<string, string>> = {
  EADDRINUSE: 'the port is in use',
  EACCES: 'the port is not ours to use',
  EADDRNOTAVAIL: 'the address is not of this machine',
};

function cannotListen({ host, port }: Config, error: NodeJS.ErrnoException): CardwrightError {
  const reason = reasons[error.code ?? ''] ?? 'the operating system refuses it';
  return new CardwrightError('bad-argument', `It cannot listen at ${host}, port ${port}: ${reason}.`);
}

const certificateOf = ({ certificateFile, keyFile }: NonNullable<Config['tls']>) => ({
  cert: readFileSync(certificateFile),
  key: readFileSync(keyFile),
});

function urlOf(server: Server | TlsServer, { host, tls }: Config): string {
  const { port } = server.address() as AddressInfo;
  const address = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `${tls === undefined ? 'http' : 'https'}://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

const idleLookMs = 20;

async function closeServer(server: Server | TlsServer, drainMs: number): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const timer = setTimeout(() => server.closeAllConnections(), drainMs);
  // Connections are kept open for a next call: each is closed when its call has been answered.
  const idle = setInterval(() => server.closeIdleConnections(), idleLookMs);
  server.closeIdleConnections();
  await closed;
  clearInterval(idle);
  clearTimeout(timer);
}
