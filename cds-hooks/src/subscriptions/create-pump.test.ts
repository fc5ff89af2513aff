import { afterEach, expect, test } from '@jest/globals';
import { createPump, type Pump, type PumpOptions } from './create-pump.ts';

const pumps: Pump[] = [];
afterEach(async () => {
  for (const pump of pumps.splice(0)) await pump.stop();
});

/** A pump over a queue in memory that nothing wakes by time. */
function pumpOf(queue: number[], change: Partial<PumpOptions<number>> = {}) {
  const worked: number[] = [];
  const errors: unknown[] = [];
  let most = 0;
  let inHand = 0;
  const pump = createPump<number>({
    atOnce: 4,
    pollMs: 1e9,
    take: async (limit) => queue.splice(0, limit),
    work: async (item) => {
      most = Math.max(most, (inHand += 1));
      await new Promise((resolve) => setImmediate(resolve));
      inHand -= 1;
      worked.push(item);
    },
    onError: (error) => errors.push(error),
    ...change,
  });
  pumps.push(pump);
  return { pump, worked, errors, most: () => most };
}

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

test('one wake works off the whole queue, never more at once than places', async () => {
  const { pump, worked, most } = pumpOf(numbers(50));
  pump.wake();
  await pump.idle();
  expect(worked.toSorted((a, b) => a - b)).toEqual(numbers(50));
  expect(most()).toBe(4);
});

test('a slow item does not hold up the others', async () => {
  let end: (() => void) | undefined;
  const slow = new Promise<void>((resolve) => (end = resolve));
  const worked: number[] = [];
  const queue = numbers(20);
  const { pump } = pumpOf(queue, { work: (item) => (item === 0 ? slow : Promise.resolve(void worked.push(item))) });
  pump.wake();
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  expect(worked).toHaveLength(19);
  end?.();
  await pump.idle();
});

test('an item that fails and a queue that cannot be read are told, and the rest goes on', async () => {
  const { pump, errors } = pumpOf(numbers(3), {
    work: (item) => (item === 1 ? Promise.reject(new Error('one')) : Promise.resolve()),
  });
  pump.wake();
  await pump.idle();
  expect(errors).toEqual([new Error('one')]);
  const unread = pumpOf([], { take: () => Promise.reject(new Error('away')) });
  unread.pump.wake();
  await unread.pump.idle();
  expect(unread.errors).toEqual([new Error('away')]);
});

test('nobody wakes it: it looks by itself', async () => {
  const queue: number[] = [];
  const { worked } = pumpOf(queue, { pollMs: 5 });
  queue.push(7);
  while (worked.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(worked).toEqual([7]);
});

test('stopped, it ends what is in hand and takes nothing more', async () => {
  const queue = numbers(20);
  const { pump, worked } = pumpOf(queue);
  pump.wake();
  await new Promise((resolve) => process.nextTick(resolve));
  await pump.stop();
  pump.wake();
  await new Promise((resolve) => setImmediate(resolve));
  expect(worked).toHaveLength(4);
  expect(queue).toHaveLength(16);
});

// A look at an empty queue ends within a few turns of the microtask queue; one of these wakes meets the end.
test.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10])(
  'woken %i turns after a look began to end, it looks again',
  async (turns) => {
    let looks = 0;
    const wakeAfter = async (count: number): Promise<void> => {
      for (let turn = 0; turn < count; turn += 1) await Promise.resolve();
      pump.wake();
    };
    const { pump } = pumpOf([], {
      take: async () => {
        looks += 1;
        if (looks === 1) void wakeAfter(turns);
        return [];
      },
    });
    pump.wake();
    await new Promise((resolve) => setImmediate(resolve));
    expect(looks).toBe(2);
  },
);
