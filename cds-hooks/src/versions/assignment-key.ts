import { randomBytes } from 'node:crypto';
import { CardwrightError } from '@cardwright/cds-service';
import type { StatePlace, Store } from '@cardwright/store';

const keyBytes = 32;
const place: StatePlace = { collection: 'host', source: '', key: 'assignment-key' };

/**
 * The key by which patients are assigned to versions: made at the first start and kept, sealed, in the store, so that all processes
 * on it agree. It is in no log and no answer. Error: `store-failed`, also when what is kept there is no key.
 */
export async function readAssignmentKey(store: Pick<Store, 'readState' | 'writeState'>): Promise<Uint8Array> {
  const kept = await store.readState(place);
  if (kept !== undefined) return parseKey(kept.body);
  // Of two processes that start at once one writes; both read what it wrote.
  await store.writeState(place, randomBytes(keyBytes).toString('hex'), undefined);
  return parseKey((await store.readState(place))?.body);
}

function parseKey(body: unknown): Uint8Array {
  const key = Buffer.from(typeof body === 'string' ? body : '', 'hex');
  if (key.length === keyBytes) return key;
  throw new CardwrightError('store-failed', `The key of assignments in the store has not ${keyBytes} bytes.`);
}
