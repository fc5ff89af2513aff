import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { isResourceType } from '../repository/resource-types.ts';
import type { StoreLine, StoreRecord, Tombstone } from '../repository/store-record.ts';
import { isRecord } from '../search/is-record.ts';
import { openJournal, type Journal } from './open-journal.ts';

/** Name of the journal of the resources inside the data directory. */
export const storeJournalFileName = 'fhir-server.ndjson';

/** Opens the journal of the resources. Error: `store-failed`, see openJournal. */
export const openStoreJournal = (dataDir: string): Journal<StoreLine> =>
  openJournal({ dataDir, fileName: storeJournalFileName, readLine: readStoreLine });

function readStoreLine(value: unknown): StoreLine | undefined {
  if (!isRecord(value)) return undefined;
  if (!Array.isArray(value['transaction'])) return readRecord(value);
  const transaction = value['transaction'].map(readRecord);
  return transaction.every((record) => record !== undefined) ? { transaction } : undefined;
}

/** A journal from before the history has no `method`. */
function readRecord(value: unknown): StoreRecord | undefined {
  if (!isRecord(value)) return undefined;
  if (isStoredResource(value['put'])) return { put: value['put'], method: value['method'] === 'POST' ? 'POST' : 'PUT' };
  return isTombstone(value['deleted']) ? { deleted: value['deleted'] } : undefined;
}

const isStoredResource = (value: unknown): value is WithId<Resource> =>
  isRecord(value) &&
  typeof value['id'] === 'string' &&
  typeof value['resourceType'] === 'string' &&
  isResourceType(value['resourceType']);

const isTombstone = (value: unknown): value is Tombstone =>
  isRecord(value) &&
  ['resourceType', 'id', 'versionId', 'lastUpdated'].every((name) => typeof value[name] === 'string');
