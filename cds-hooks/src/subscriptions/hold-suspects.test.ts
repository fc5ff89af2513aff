import { expect, test } from '@jest/globals';
import type { SuspectRule } from '@cardwright/store';
import { createPump } from './create-pump.ts';
import { holdSuspects } from './hold-suspects.ts';

interface Item {
  readonly name: string;
  readonly abandoned: number;
}
const well = (name: string): Item => ({ name, abandoned: 0 });
const suspect = (name: string): Item => ({ name, abandoned: 1 });

/** A queue in memory that follows the rule as a store does, worked off by a pump; says what was begun beside what. */
function work(queue: Item[], tookMs: (name: string) => number = () => 0) {
  let nowMs = 0;
  const begun: string[] = [];
  const inHand = new Set<string>();
  const give = (limit: number, rule: SuspectRule): readonly Item[] => {
    const due = rule === 'passed' ? queue.filter(({ abandoned }) => abandoned === 0) : queue;
    const first = due.findIndex(({ abandoned }) => abandoned > 0);
    const end = first < 0 ? limit : first === 0 && rule === 'alone' ? 1 : first;
    return due.slice(0, Math.min(limit, end));
  };
  const held = holdSuspects<Item>({
    elapsedMs: () => nowMs,
    take: async (limit, rule) => {
      const given = give(limit, rule);
      queue.splice(0, queue.length, ...queue.filter((item) => !given.includes(item)));
      return given;
    },
    work: async ({ name }) => {
      inHand.add(name);
      await new Promise((resolve) => setImmediate(resolve));
      begun.push([...inHand].join('+'));
      await new Promise((resolve) => setImmediate(resolve));
      nowMs += tookMs(name);
      inHand.delete(name);
    },
  });
  const pump = createPump<Item>({ atOnce: 4, pollMs: 1e9, onError: (error) => begun.push(String(error)), ...held });
  const run = async () => {
    pump.wake();
    await pump.idle();
    await pump.stop();
    return begun;
  };
  return { run };
}

test('where there is no suspect several are in hand', async () => {
  expect(await work(['a', 'b', 'c'].map(well)).run()).toEqual(['a+b+c', 'a+b+c', 'a+b+c']);
});

test('a suspect has nothing beside it; what was due before it comes first', async () => {
  const { run } = work([well('a'), well('b'), suspect('s'), well('c'), well('d')]);
  expect(await run()).toEqual(['a+b', 'a+b', 's', 'c+d', 'c+d']);
});

test('between two suspects the others have their turn', async () => {
  const { run } = work([suspect('s'), suspect('t'), suspect('u'), well('a'), well('b')]);
  expect(await run()).toEqual(['s', 'a+b', 'a+b', 't', 'u']);
});

test('the others have as long a turn as the suspect took', async () => {
  const others = Array.from({ length: 12 }, (_, n) => well(`w${n}`));
  const { run } = work([suspect('s'), suspect('t'), ...others], (name) => (name === 's' ? 30 : 8));
  const begun = await run();
  // Four at a time, 8 ms each one after the other: it is over when four have ended, and two more were taken meanwhile.
  expect(begun.indexOf('s')).toBe(0);
  expect(begun.indexOf('t')).toBe(7);
  expect(begun).toHaveLength(14);
});

test('what is in hand is known, also while it fails', async () => {
  const held = holdSuspects<Item>({
    elapsedMs: () => 0,
    take: async () => [],
    work: () => Promise.reject(new Error('no')),
  });
  const item = suspect('s');
  const ended = held.work(item);
  expect([...held.inHand]).toEqual([item]);
  await expect(ended).rejects.toThrow('no');
  expect(held.inHand.size).toBe(0);
});
