import { afterEach, expect, test } from '@jest/globals';
import { hostile } from '../testing/foreign-models.ts';
import { openIsolatedSession } from './isolated-session.ts';
import type { IsolatedSession } from './isolated-session.ts';
import { defaultIsolation } from './isolation.ts';
import type { TensorData } from './tensor-data.ts';

let session: IsolatedSession | undefined;
afterEach(async () => session?.release());

const size = (count: number): Readonly<Record<string, TensorData>> => ({
  size: { element: 'int64', dims: [1], data: BigInt64Array.of(BigInt(count)) },
});
const code = (running: Promise<unknown>): Promise<string> =>
  running.then(
    () => 'given',
    (error: { code?: string; message: string }) => `${error.code ?? 'no code'}: ${error.message}`,
  );
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};
const gone = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
};

/** 100 million numbers fit the memory; filling and adding them takes longer than a few milliseconds. */
const slow = size(100_000_000);

test('a run that takes too long ends its process, at once', async () => {
  session = await openIsolatedSession('m', hostile, { ...defaultIsolation, runMs: 20 });
  const { pid = 0 } = session;
  expect(isAlive(pid)).toBe(true);
  expect(await code(session.run(slow, false))).toMatch(/^model-unavailable: .*took longer/);
  expect(session.isReady()).toBe(false);
  await gone(pid);
});

test('a run that wants more memory than it may ends its process too', async () => {
  session = await openIsolatedSession('m', hostile);
  const { pid = 0 } = session;
  expect(await code(session.run(size(2_000_000_000), false))).toMatch(/^model-unavailable: .*more memory/);
  await gone(pid);
});

test('a process that is killed from outside is noticed, and the model comes back', async () => {
  let now = 0;
  session = await openIsolatedSession('m', hostile, defaultIsolation, () => now);
  const { pid = 0 } = session;
  const running = code(session.run(slow, false));
  process.kill(pid, 'SIGKILL');
  expect(await running).toMatch(/^model-unavailable: .*ended by itself/);
  now += 2_000;
  expect(await code(session.run(size(3), false))).toBe('given');
  expect(session.pid).not.toBe(pid);
});

test('pauses double, and after so many kills in an hour nothing is started any more', async () => {
  let now = 0;
  const limits = { ...defaultIsolation, pauseMs: 1_000, restartsPerHour: 2 };
  session = await openIsolatedSession('m', hostile, limits, () => now);
  const kill = () => code(session?.run(size(2_000_000_000), false) ?? Promise.reject(new Error('no session')));
  expect(await kill()).toMatch(/more memory/);
  now += 999;
  expect(await kill()).toMatch(/just now/);
  now += 1;
  expect(await kill()).toMatch(/more memory/);
  now += 1_999;
  expect(await kill()).toMatch(/just now/);
  now += 1;
  expect(await kill()).toMatch(/more memory/);
  now += 60_000;
  expect(await kill()).toMatch(/too often/);
  now += 3_600_000;
  expect(await kill()).toMatch(/more memory/);
}, 20_000);

test('what the runtime refuses is an error of the run, and the process stays', async () => {
  session = await openIsolatedSession('m', hostile);
  const { pid } = session;
  expect(await code(session.run({}, false))).toMatch(/^no code: .*size/);
  expect(session.pid).toBe(pid);
});
