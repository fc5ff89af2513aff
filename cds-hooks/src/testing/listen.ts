import { createServer } from 'node:http';
import { createApp, type AppOptions } from '../app.ts';
import type { Host } from '../host.ts';

/** The app of a host on a free port. */
export interface Listening {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Listens on loopback. Close it before the host's store. */
export async function listen(host: Host, options: Partial<AppOptions> = {}): Promise<Listening> {
  const server = createServer(createApp({ host, onNotification: () => undefined, accepting: () => true, ...options }));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
