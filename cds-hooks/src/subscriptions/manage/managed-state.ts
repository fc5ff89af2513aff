import type { Host } from '../../host.ts';

/** What is kept of a Subscription of ours; sealed as all state is. */
export interface ManagedState {
  /** Path keys that open its endpoint: the newest, and while they are rotated the one before. */
  readonly keys: readonly string[];
  /** Its secrets, in the same order. */
  readonly secrets: readonly string[];
  /** When the newest were made, epoch milliseconds. */
  readonly madeAtMs: number;
  /** Its id at the source; absent: it is not known to stand there. */
  readonly id?: string;
  /** Digest of what was written last, and when. */
  readonly written?: { readonly digest: string; readonly atMs: number; readonly endMs: number };
  /** How often it was found in error without being well in between. */
  readonly failures: number;
  /** Not before this it is asked to be active again. */
  readonly retryAtMs?: number;
  /** The source gives less, or more, than was asked for. */
  readonly payload?: string;
}

/** With where it stands in the store. */
export interface StoredManaged {
  readonly identity: string;
  readonly state: ManagedState;
  readonly revision: number;
}

const prefix = 'managed/';
const placeOf = (source: string, identity: string) => ({
  collection: 'subscription' as const,
  source,
  key: `${prefix}${identity}`,
});

/** All of a source. */
export async function listManaged(store: Host['store'], source: string): Promise<readonly StoredManaged[]> {
  const states = await store.listStates('subscription', source);
  return states.flatMap(({ key, body, revision }) =>
    key.startsWith(prefix) && isManagedState(body)
      ? [{ identity: key.slice(prefix.length), state: body, revision }]
      : [],
  );
}

/** Gives what is stored now; `undefined` when somebody else wrote meanwhile. */
export async function writeManaged(
  store: Host['store'],
  source: string,
  { identity, state, revision }: Omit<StoredManaged, 'revision'> & { readonly revision: number | undefined },
): Promise<StoredManaged | undefined> {
  const isWritten = await store.writeState(placeOf(source, identity), state, revision);
  return isWritten ? { identity, state, revision: (revision ?? 0) + 1 } : undefined;
}

export const deleteManaged = (store: Host['store'], source: string, identity: string): Promise<void> =>
  store.deleteState(placeOf(source, identity));

/** Not a door: only we write there. */
function isManagedState(body: unknown): body is ManagedState {
  return typeof body === 'object' && body !== null && 'keys' in body && 'secrets' in body && 'madeAtMs' in body;
}
