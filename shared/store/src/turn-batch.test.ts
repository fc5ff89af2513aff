import { expect, test } from '@jest/globals';
import { TurnBatch } from './turn-batch.ts';

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** A batch whose writes the test ends. */
function held() {
  const batches: (readonly number[])[] = [];
  const ends: (() => void)[] = [];
  const batch = new TurnBatch<number, string>({
    write: async (items) => {
      batches.push(items);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (items.includes(13)) throw new Error(items.length > 1 ? 'one of them' : 'thirteen');
      return items.map(String);
    },
    isOfOneItem: (error) => error instanceof Error && error.message === 'one of them',
  });
  const endOne = async () => {
    ends.shift()?.();
    await turn();
  };
  return { batch, batches, endOne };
}

test('what one turn asks for is one batch; while two are under way what comes gathers for the next', async () => {
  const { batch, batches, endOne } = held();
  const first = [1, 2, 3].map((item) => batch.add(item));
  await turn();
  const second = batch.add(4);
  await turn();
  const gathered = [];
  for (const item of [5, 6]) {
    gathered.push(batch.add(item));
    await turn();
  }
  expect(batches).toEqual([[1, 2, 3], [4]]);
  await endOne();
  expect(await Promise.all(first)).toEqual(['1', '2', '3']);
  expect(batches).toEqual([[1, 2, 3], [4], [5, 6]]);
  await endOne();
  await endOne();
  expect(await Promise.all([second, ...gathered])).toEqual(['4', '5', '6']);
});

test('a batch has a largest size', async () => {
  const { batch, batches } = held();
  for (let item = 100; item < 400; item += 1) void batch.add(item);
  await turn();
  expect(batches.map(({ length }) => length)).toEqual([256, 44]);
});

test('where one item is at fault it fails alone', async () => {
  const { batch, endOne } = held();
  const all = Promise.allSettled([1, 13, 2].map((item) => batch.add(item)));
  for (let step = 0; step < 6; step += 1) {
    await turn();
    await endOne();
  }
  expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
});

test('closing waits for what was asked for; later items fail', async () => {
  const { batch, batches, endOne } = held();
  const asked = batch.add(1);
  let isClosed = false;
  const closing = batch.close().then(() => (isClosed = true));
  await turn();
  expect(batches).toEqual([[1]]);
  expect(isClosed).toBe(false);
  await expect(batch.add(2)).rejects.toMatchObject({ code: 'store-failed' });
  await endOne();
  await closing;
  expect(await asked).toBe('1');
});
