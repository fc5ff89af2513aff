import { fork } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { HostSettings } from './host-settings.ts';

/** Since the last report. */
export interface HostReport {
  readonly loopDelayP99Ms: number;
  readonly loopDelayMaxMs: number;
  /** Heap in use and buffers, after a collection. */
  readonly heldBytes: number;
  readonly rssBytes: number;
  readonly metrics: string;
}

export interface StartedHost {
  readonly url: string;
  readonly port: number;
  /** Everything it wrote, logs and standard error. */
  readonly lines: readonly string[];
  readonly report: () => Promise<HostReport>;
  readonly isAlive: () => boolean;
  /** Lets it drain; gives the exit code. */
  readonly stop: () => Promise<number | null>;
}

export const source = { id: 'ward', key: 'fuzz-key-of-sixteen-letters' };

/** Forks the host on a free loopback port and waits until it listens. */
export async function startHost(limits: HostSettings['limits'] = {}): Promise<StartedHost> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'cardwright-fuzz-'));
  const port = await freePort();
  const settings: HostSettings = { port, dataDirectory, source, limits };
  const child = fork(fileURLToPath(new URL('host-process.ts', import.meta.url)), [JSON.stringify(settings)], {
    execArgv: ['--expose-gc'],
    env: { PATH: process.env['PATH'], HOME: dataDirectory },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    if (stream !== null) createInterface({ input: stream }).on('line', (line) => lines.push(line));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const answer = <T>(): Promise<T> =>
    new Promise((resolve, reject) => {
      child.once('message', (message) => resolve(message as T));
      void ended.then((code) => reject(new Error(`the host ended with ${code}: ${lines.slice(-5).join('\n')}`)));
    });
  const { url } = await answer<{ readonly url: string }>();
  return {
    url,
    port,
    lines,
    report: () => {
      const reported = answer<HostReport>();
      child.send('report');
      return reported;
    },
    isAlive: () => child.exitCode === null && child.signalCode === null,
    stop: async () => {
      child.send('stop');
      const code = await ended;
      rmSync(dataDirectory, { recursive: true, force: true });
      return code;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
