import { Client } from 'pg';
import type { ClientConfig } from 'pg';
import type { PostgresConnection } from './postgres-connection.ts';
import type { Store } from './store.ts';

/** What comes within this time is told once: a notification a commit would make all commits of the server queue up. */
const tellAfterMs = 20;
const reconnectAfterMs = 2_000;

export interface PostgresArrivals extends Pick<Store, 'onArrival' | 'close'> {
  /** Tells the other processes that something was committed. At best: who is not told looks from time to time. */
  tell(): void;
}

/** Wakes the workers of other processes by NOTIFY; a process listens from its first listener on, on a connection of its own. */
export function postgresArrivals(fast: PostgresConnection, config: ClientConfig, schema: string): PostgresArrivals {
  const channel = `${schema}_arrival`;
  const listeners = new Set<() => void>();
  let listening: Listening | undefined;
  let planned: NodeJS.Timeout | undefined;
  const send = () => {
    planned = undefined;
    fast.run({ name: 'tell_arrival', text: `SELECT pg_notify($1, '')` }, [channel]).catch(() => undefined);
  };
  return {
    tell: () => void (planned ??= setTimeout(send, tellAfterMs).unref()),
    onArrival(listener) {
      listeners.add(listener);
      listening ??= listen(config, channel, () => listeners.forEach((one) => one()));
      return () => void listeners.delete(listener);
    },
    async close() {
      clearTimeout(planned);
      listeners.clear();
      await listening?.stop();
    },
  };
}

interface Listening {
  readonly stop: () => Promise<void>;
}

/** Listens until it is stopped, again after the server has been away. */
function listen(config: ClientConfig, channel: string, onArrival: () => void): Listening {
  let stopped = false;
  let client: Client | undefined;
  let timer: NodeJS.Timeout | undefined;
  const again = (lost: Client) => {
    if (stopped || client !== lost) return;
    client = undefined;
    lost.end().catch(() => undefined);
    timer = setTimeout(() => void connect(), reconnectAfterMs).unref();
  };
  const connect = async (): Promise<void> => {
    const opened = new Client(config);
    client = opened;
    opened.on('error', () => again(opened)).on('end', () => again(opened));
    opened.on('notification', onArrival);
    try {
      await opened.connect();
      await opened.query(`LISTEN ${channel}`);
      // What came while nobody listened.
      onArrival();
    } catch {
      again(opened);
    }
  };
  const first = connect();
  return {
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await first;
      await client?.end().catch(() => undefined);
    },
  };
}
