import { expect, test } from '@jest/globals';
import { createLease } from './create-lease.ts';

const settled = () => new Promise((resolve) => setImmediate(resolve));

test('closes once, after the last use', async () => {
  let closed = 0;
  const lease = createLease(async () => void (closed += 1));
  const [first, second] = [lease.hold(), lease.hold()];
  const released = [lease.release(), lease.release()];
  await settled();
  expect(closed).toBe(0);
  first();
  first();
  await settled();
  expect(closed).toBe(0);
  second();
  await Promise.all(released);
  expect(closed).toBe(1);
});

test('closes at once when nobody uses it, and only when asked', async () => {
  let closed = 0;
  const lease = createLease(async () => void (closed += 1));
  lease.hold()();
  await settled();
  expect(closed).toBe(0);
  await lease.release();
  expect(closed).toBe(1);
});
