import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';

/** A PostgreSQL server of our own in a temporary folder, durable as in production (`fsync` on). */
export interface PostgresServer {
  /** For `DATABASE_URL`; the password is in it. */
  readonly url: string;
  /** Ends it at once, without a checkpoint or a goodbye, and waits for its end; what was committed is in its log. */
  readonly kill: () => Promise<void>;
  /** Starts it again on the same data and port. */
  readonly restart: () => Promise<void>;
  /** Ends it and removes its folder. */
  readonly stop: () => Promise<void>;
}

/** PostgreSQL refuses to run as root. */
interface User {
  readonly uid: number;
  readonly gid: number;
}

const readyWithinMs = 30_000;

/** Makes a cluster with the programs in `folder` (of `findPostgres`) and starts it on a free port of the loopback. */
export async function startPostgres(folder: string): Promise<PostgresServer> {
  const user = unprivilegedUser();
  const directory = mkdtempSync(join(tmpdir(), 'cardwright-postgres-'));
  const password = randomBytes(16).toString('hex');
  const port = await freePort();
  createCluster(folder, directory, password, user);
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  const start = async () => {
    const server = startServer(folder, directory, port, user);
    await untilReady(url, server);
    return server;
  };
  let server = await start();
  const end = async (signal: 'SIGINT' | 'SIGQUIT') => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill(signal);
    await ended;
  };
  return {
    url,
    // SIGKILL to the first process alone would leave its children and their shared memory behind.
    kill: () => end('SIGQUIT'),
    restart: async () => void (server = await start()),
    stop: async () => {
      await end('SIGINT');
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function unprivilegedUser(): User | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const number = (flag: string) => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout.trim());
  return { uid: number('-u'), gid: number('-g') };
}

function createCluster(folder: string, directory: string, password: string, user: User | undefined): void {
  const passwordFile = join(directory, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  chmodSync(directory, 0o700);
  if (user !== undefined) for (const path of [directory, passwordFile]) chownSync(path, user.uid, user.gid);
  const options = ['--username=postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'];
  const data = join(directory, 'data');
  const { status, stderr } = spawnSync(join(folder, 'initdb'), ['-D', data, '--no-sync', '--locale=C', ...options], {
    cwd: directory,
    encoding: 'utf8',
    ...user,
  });
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`);
}

function startServer(folder: string, directory: string, port: number, user: User | undefined): ChildProcess {
  const settings = { listen_addresses: '127.0.0.1', unix_socket_directories: directory, max_connections: '60' };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const data = join(directory, 'data');
  const server = spawn(join(folder, 'postgres'), ['-D', data, '-p', String(port), ...options], {
    cwd: directory,
    stdio: 'ignore',
    ...user,
  });
  // A suite that dies does not leave a server behind.
  const endWithUs = () => void server.kill('SIGQUIT');
  process.once('exit', endWithUs);
  server.once('exit', () => process.off('exit', endWithUs));
  return server;
}

async function untilReady(url: string, server: ChildProcess): Promise<void> {
  const until = performance.now() + readyWithinMs;
  while (!(await answers(url))) {
    if (server.exitCode !== null) throw new Error(`postgres ended with ${server.exitCode}`);
    if (performance.now() > until) throw new Error('postgres does not answer');
    await pause(50);
  }
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (typeof address !== 'object' || address === null) throw new Error('no free port');
  return address.port;
}
