import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const repository = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(repository, 'cds-hooks', 'src', 'cli.ts');

/** The product as a user starts it, in a process of its own. */
export interface StartedProcess {
  readonly url: string;
  /** Every line it has logged. */
  readonly lines: readonly string[];
  /** Sends SIGTERM and gives the exit code. */
  readonly stop: () => Promise<number | null>;
  /** Sends SIGKILL and waits for the end. */
  readonly kill: () => Promise<void>;
}

/** A data directory that is removed by `clean`. */
export function temporaryDirectory(): { readonly path: string; readonly clean: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'cardwright-e2e-'));
  return { path, clean: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts `cardwright serve` on a free port and waits until it says that it is ready. */
export async function startProcess(
  dataDirectory: string,
  env: Readonly<Record<string, string>> = {},
): Promise<StartedProcess> {
  const child = spawn(process.execPath, [cli, 'serve'], {
    env: { PATH: process.env['PATH'], HOME: dataDirectory, PORT: '0', CARDWRIGHT_DATA_DIR: dataDirectory, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
  const lines: string[] = [];
  child.stderr.on('data', (data: Buffer) => lines.push(data.toString('utf8')));
  const url = await readyUrl(child, lines);
  return {
    url,
    lines,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

function readyUrl(child: ChildProcess, lines: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    if (child.stdout === null) return reject(new Error('no output'));
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      const entry: unknown = JSON.parse(line);
      if (typeof entry === 'object' && entry !== null && 'msg' in entry && entry.msg === 'ready' && 'url' in entry)
        resolve(String(entry.url));
    });
    child.once('exit', (code) => reject(new Error(`ended with ${code ?? 'a signal'}: ${lines.join('\n')}`)));
  });
}

/** The result of one run of the command line. */
export interface CommandResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `cardwright <args>` with the given standard input, and variables besides our own. */
export function runCardwright(
  args: readonly string[],
  input = '',
  env: Readonly<Record<string, string>> = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], {
      env: { ...process.env, ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString('utf8')));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString('utf8')));
    child.once('close', (code) => resolve({ code, stdout, stderr }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

/** Waits until `attempt` gives something, asking every 50 ms for at most `timeoutMs`. */
export async function eventually<T>(attempt: () => Promise<T | undefined>, timeoutMs = 10_000): Promise<T> {
  const until = performance.now() + timeoutMs;
  for (;;) {
    const value = await attempt();
    if (value !== undefined) return value;
    if (performance.now() > until) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
