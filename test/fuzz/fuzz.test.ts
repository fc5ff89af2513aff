import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { canariesIn } from './canaries.ts';
import { judge } from './judge.ts';
import { anyJson, bytes, feedback, notifications, semantic, shaped } from './requests.ts';
import { closeConnections, send, type Sent } from './send.ts';
import { startHost, type StartedHost } from './start-host.ts';

jest.setTimeout(180_000);

const inFlight = 10;
const chunkSize = 500;
let host: StartedHost;
let asked = 0;
let shown = 0;
const statuses = new Map<string, number>();

beforeAll(async () => {
  host = await startHost();
});
afterAll(async () => {
  closeConnections();
  expect(await host.stop()).toBe(0);
});

/** Sends requests that the seed gives, some at once. The first that are answered wrongly are printed with their place. */
async function fuzz(arbitrary: fc.Arbitrary<Sent>, requests: number, seed: number): Promise<void> {
  const found: unknown[] = [];
  for (let chunk = 0; chunk * chunkSize < requests && found.length === 0; chunk += 1) {
    const all = fc.sample(arbitrary, { numRuns: chunkSize, seed: seed * 1_000 + chunk });
    for (let at = 0; at < all.length && found.length === 0; at += inFlight)
      found.push(
        ...(
          await Promise.all(
            all.slice(at, at + inFlight).map((sent, index) => check(sent, { seed, chunk, at: at + index })),
          )
        ).flat(),
      );
  }
  expect(found.slice(0, 2)).toEqual([]);
}

async function check(sent: Sent, place: object): Promise<readonly unknown[]> {
  const received = await send(host.port, sent).catch((error: unknown) => String(error));
  asked += 1;
  if (typeof received === 'string') return [{ problem: received, place, ...sent, body: sent.body.toString('utf8') }];
  statuses.set(String(received.status), (statuses.get(String(received.status)) ?? 0) + 1);
  if (received.text.startsWith('{"cards":[{')) shown += 1;
  return judge(sent, received).map((problem) => ({ problem, place, ...sent, body: sent.body.toString('utf8') }));
}

describe('whatever comes is answered with 2xx or a coded 4xx', () => {
  test('bytes', () => fuzz(bytes, 4_000, 1));
  test('any JSON, any method, any path', () => fuzz(anyJson, 4_000, 2));
  test('the shape of a call with anything in it', () => fuzz(shaped(host.port), 5_000, 3));
  test('lawful calls with changes', () => fuzz(semantic(host.port), 12_000, 4));
  test('feedback', () => fuzz(feedback, 2_500, 5));
  test('notifications with and without a valid key', () => fuzz(notifications, 2_500, 6));
});

describe('afterwards', () => {
  test('at least 30,000 requests were sent, and they reached every kind of answer', () => {
    expect(asked).toBeGreaterThanOrEqual(30_000);
    expect(shown).toBeGreaterThan(1_000);
    expect([...statuses.keys()].sort()).toEqual(expect.arrayContaining(['200', '204', '400', '401', '404', '412']));
  });

  test('the event loop was never held for long: p99 below 200 ms', async () => {
    expect((await host.report()).loopDelayP99Ms).toBeLessThan(200);
  });

  test('the host lives, and nothing was logged as an error of ours', async () => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(host.isAlive()).toBe(true);
    const errors = host.lines.filter((line) => levelOf(line) >= 50);
    // Whoever has the key of a source and sends what nobody can read sets off an alarm, and that is all.
    expect(errors.filter((line) => !line.includes('"msg":"notification quarantined"'))).toEqual([]);
    expect(errors.length).toBeGreaterThan(10);
  });

  test('no log line and no metric holds a canary', async () => {
    expect(host.lines.length).toBeGreaterThan(1_000);
    expect(host.lines.filter((line) => canariesIn(line).length > 0)).toEqual([]);
    expect(canariesIn((await host.report()).metrics)).toEqual([]);
  });
});

/** What is not a log line (a stack trace, a warning of Node) counts as an error. */
function levelOf(line: string): number {
  try {
    return Number((JSON.parse(line) as { readonly level?: unknown }).level ?? 100);
  } catch {
    return 100;
  }
}
