/**
 * A row of `npm run bench`: `/livez` while 10,000 patients are scored and explained in the same process, next to the same
 * process at rest. Goal: p99 under 50 ms.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { percentile } from './measure.ts';

const goalMs = 50;
const patients = 10_000;
const betweenMs = 2;
const directory = mkdtempSync(join(tmpdir(), 'cardwright-livez-'));
const child = spawn(process.execPath, [fileURLToPath(new URL('livez-server.ts', import.meta.url)), directory], {
  stdio: ['pipe', 'pipe', 'inherit'],
  env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
});
const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
const nextLine = async (): Promise<string> => String((await lines.next()).value);
const agent = new Agent({ keepAlive: true });

const ask = (url: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const start = performance.now();
    get(url, { agent }, (res) => res.resume().once('end', () => resolve(performance.now() - start))).once(
      'error',
      reject,
    );
  });

async function poll(url: string, until: Promise<unknown>): Promise<readonly number[]> {
  const times: number[] = [];
  let over = false;
  void until.then(() => (over = true));
  while (!over) {
    times.push(await ask(url));
    await pause(betweenMs);
  }
  return times;
}

try {
  const url = await nextLine();
  const rest = await poll(url, pause(1_000));
  child.stdin.write('500\n');
  await nextLine();
  child.stdin.write(`${patients}\n`);
  const answer = nextLine();
  const busy = await poll(url, answer);
  const row = (times: readonly number[]) =>
    [0.5, 0.99, 1].map((p) => percentile(times, p).toFixed(2).padStart(8)).join(' ');
  const p99 = percentile(busy, 0.99);
  process.stdout.write(
    [
      `/livez while ${patients} patients are scored and explained ${await answer}, ms of ${busy.length} answers`,
      '                    p50      p99      max',
      `  floor: at rest ${row(rest)}`,
      `  under the work ${row(busy)}`,
      `  goal: p99 under ${goalMs} ms: ${p99 < goalMs ? 'met' : 'missed'}`,
      '',
    ].join('\n'),
  );
} finally {
  child.stdin.end();
  child.once('close', () => rmSync(directory, { recursive: true, force: true }));
}
