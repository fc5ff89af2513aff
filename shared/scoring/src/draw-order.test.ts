import { expect, test } from '@jest/globals';
import { drawOrder } from './draw-order.ts';
import { seededRandom } from './seeded-random.ts';

test('an order holds every player once', () => {
  expect([...drawOrder(30, seededRandom(3))].sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i));
  expect([...drawOrder(1, seededRandom(3))]).toEqual([0]);
});

test('every order is drawn as often as the others', () => {
  const random = seededRandom(11);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i += 1) {
    const order = drawOrder(3, random).join('');
    counts.set(order, (counts.get(order) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
});
