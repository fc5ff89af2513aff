import { expect, test } from '@jest/globals';
import { createCallGate } from './create-call-gate.ts';

const gateOf = (more: object = {}) =>
  createCallGate({ maxConcurrentCalls: 2, maxWaitMs: 30, ratePerMinuteOf: () => undefined, nowMs: () => 0, ...more });

test('over the bound a call waits a moment, then hears 503 with Retry-After', async () => {
  const gate = gateOf();
  await Promise.all([gate.enter('a'), gate.enter('b')]);
  const started = performance.now();
  await expect(gate.enter('c')).rejects.toMatchObject({ code: 'overloaded', details: { retryAfterSeconds: 1 } });
  expect(performance.now() - started).toBeGreaterThan(20);
  expect(performance.now() - started).toBeLessThan(500);
});

test('a place that becomes free goes to whoever waits longest, and to one only', async () => {
  const gate = gateOf({ maxWaitMs: 1_000 });
  const leave = await gate.enter('a');
  await gate.enter('b');
  const order: string[] = [];
  const enter = (name: string) =>
    gate.enter(name).then(
      () => order.push(name),
      () => order.push(`${name} refused`),
    );
  const first = enter('first');
  const second = enter('second');
  leave();
  leave();
  await first;
  expect(order).toEqual(['first']);
  await second;
  expect(order).toEqual(['first', 'second refused']);
});

test('the queue is bounded: beyond it a call is refused at once', async () => {
  const gate = gateOf({ maxConcurrentCalls: 1, maxWaitMs: 60_000, maxWaitingCalls: 1 });
  const leave = await gate.enter('a');
  const waiting = gate.enter('b');
  await expect(gate.enter('c')).rejects.toMatchObject({ code: 'overloaded' });
  leave();
  (await waiting)();
  await expect(gate.enter('d')).resolves.toBeInstanceOf(Function);
});

test('a client over its rate hears 429 with Retry-After and takes no place', async () => {
  const gate = gateOf({ maxConcurrentCalls: 1, ratePerMinuteOf: (client: string) => (client === 'a' ? 1 : undefined) });
  const leave = await gate.enter('a');
  await expect(gate.enter('a')).rejects.toMatchObject({
    code: 'too-many-requests',
    details: { retryAfterSeconds: 60 },
  });
  leave();
  for (let call = 0; call < 5; call += 1) (await gate.enter('b'))();
});
