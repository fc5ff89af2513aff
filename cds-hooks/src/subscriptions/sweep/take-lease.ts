import { CardwrightError } from '@cardwright/cds-service';
import type { StatePlace } from '@cardwright/store';
import type { Host } from '../../host.ts';
import { readCareState, type CareState } from './care-state.ts';

/** So long one process alone cares for a source; every save begins the time anew. Longer than any step between two saves. */
export const leaseMs = 120_000;

/** The right to care for a source. */
export interface Lease {
  readonly state: () => CareState;
  /** Writes what changed and keeps the lease. Error: `store-failed` when somebody else has it by now; stop then. */
  readonly save: (change: Partial<Omit<CareState, 'owner' | 'untilMs'>>) => Promise<void>;
  /** Lets others have it at once. */
  readonly release: () => Promise<void>;
}

/**
 * Takes the lease of a source for `owner`, a name of this process; `undefined` while another process has it. Of several that try at
 * once one gets it, over all processes on the store.
 */
export async function takeLease(
  { store, now }: Pick<Host, 'store' | 'now'>,
  source: string,
  owner: string,
): Promise<Lease | undefined> {
  const place: StatePlace = { collection: 'sweep', source, key: 'care' };
  const stored = await store.readState(place);
  const before = readCareState(stored?.body);
  if (before !== undefined && before.owner !== owner && before.untilMs > now().getTime()) return undefined;
  let revision = stored?.revision;
  let state: CareState = { marks: {}, historyMarks: {}, ...before, owner, untilMs: 0 };
  const write = async (next: CareState): Promise<boolean> => {
    if (!(await store.writeState(place, next, revision))) return false;
    revision = (revision ?? 0) + 1;
    state = next;
    return true;
  };
  if (!(await write({ ...state, untilMs: now().getTime() + leaseMs }))) return undefined;
  return {
    state: () => state,
    save: async (change) => {
      if (!(await write({ ...state, ...change, untilMs: now().getTime() + leaseMs })))
        throw new CardwrightError('store-failed', 'Another process cares for this source by now.');
    },
    release: async () => void (await write({ ...state, untilMs: 0 })),
  };
}
