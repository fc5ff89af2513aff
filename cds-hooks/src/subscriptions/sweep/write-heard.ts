import { CardwrightError } from '@cardwright/cds-service';
import type { Host } from '../../host.ts';
import { isHeardState, type HeardState } from './heard-state.ts';

/** Processes that write the same record at once try again; more often than this something else is wrong. */
const maxTries = 20;

/** Whose it is; `subscription` is the id at the source, empty where notifications do not say. */
export interface HeardOf {
  readonly source: string;
  readonly subscription: string;
}

/**
 * Changes what is known of a subscription, as often as it takes until nobody else wrote in between. `change` gives nothing where there is
 * nothing to write. Error: `store-failed`.
 */
export async function writeHeard(
  store: Host['store'],
  { source, subscription }: HeardOf,
  change: (before: HeardState | undefined) => HeardState | undefined,
): Promise<void> {
  const place = { collection: 'subscription' as const, source, key: `${heardPrefix}${subscription}` };
  for (let tries = 0; tries < maxTries; tries += 1) {
    const stored = await store.readState(place);
    const next = change(isHeardState(stored?.body) ? stored.body : undefined);
    if (next === undefined || (await store.writeState(place, next, stored?.revision))) return;
  }
  throw new CardwrightError('store-failed', 'What was heard of a subscription could not be written.');
}

/** All that is known of the subscriptions of a source. */
export async function listHeard(
  store: Host['store'],
  source: string,
): Promise<readonly { readonly subscription: string; readonly state: HeardState }[]> {
  const states = await store.listStates('subscription', source);
  return states.flatMap(({ key, body }) =>
    key.startsWith(heardPrefix) && isHeardState(body)
      ? [{ subscription: key.slice(heardPrefix.length), state: body }]
      : [],
  );
}

const heardPrefix = 'heard/';

/** The subscription is gone. */
export async function forgetHeard(store: Host['store'], { source, subscription }: HeardOf): Promise<void> {
  await store.deleteState({ collection: 'subscription', source, key: `${heardPrefix}${subscription}` });
}
