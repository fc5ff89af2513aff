import { CardwrightError } from '@cardwright/cds-service';
import { openSqliteStore } from '@cardwright/store';
import { expect, test } from '@jest/globals';
import { countStoreErrors } from './count-store-errors.ts';

test('what fails is counted by its operation and fails as before; what succeeds answers as before', async () => {
  const counted: string[] = [];
  const store = countStoreErrors(openSqliteStore({ file: ':memory:' }), (operation) => void counted.push(operation));
  const event = { source: 's', key: 'k', receivedAtMs: 0, body: new Uint8Array() };
  expect(await store.acceptEvent(event)).toBe('accepted');
  const end = store.onArrival(() => undefined);
  end();
  await store.close();
  await expect(store.acceptEvent(event)).rejects.toBeInstanceOf(CardwrightError);
  await expect({ ...store }.inboxStatus()).rejects.toMatchObject({ code: 'store-failed' });
  expect(counted).toEqual(['acceptEvent', 'inboxStatus']);
});
