import { CardwrightError } from '@cardwright/cds-service';
import { openSqliteStore } from '@cardwright/store';
import { expect, test } from '@jest/globals';
import { probeStore } from './probe-store.ts';

test('a store that commits, again and again', async () => {
  const store = openSqliteStore({ file: ':memory:' });
  expect([await probeStore(store, 1, 1_000), await probeStore(store, 2, 1_000)]).toEqual([true, true]);
  await store.close();
  expect(await probeStore(store, 3, 1_000)).toBe(false);
});

test.each([
  ['reads and does not write', () => Promise.reject(new CardwrightError('store-failed', 'disk full'))],
  ['hangs', () => new Promise<never>(() => undefined)],
])('a store that %s is not ready', async (_what, writeState) => {
  expect(await probeStore({ readState: async () => undefined, writeState }, 1, 30)).toBe(false);
});
