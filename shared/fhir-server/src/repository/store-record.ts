import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';

/** What is left of a deleted resource. */
export interface Tombstone {
  readonly resourceType: string;
  readonly id: string;
  readonly versionId: string;
  readonly lastUpdated: string;
}

/** How a version came to be, as `_history` tells it. */
export type WriteMethod = 'POST' | 'PUT';

/** One change of the store; replaying all of them in order gives the store again. */
export type StoreRecord =
  { readonly put: WithId<Resource>; readonly method: WriteMethod } | { readonly deleted: Tombstone };

/** One line of the journal: a change, or changes that happened together or not at all. */
export type StoreLine = StoreRecord | { readonly transaction: readonly StoreRecord[] };
