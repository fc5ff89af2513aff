import { CardwrightError } from '@cardwright/cds-service';
import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { isResourceType } from '../repository/resource-types.ts';
import type { StoreRecord, Tombstone } from '../repository/resource-store.ts';
import { isRecord } from '../search/is-record.ts';

/**
 * Reads a journal. What follows the last line feed was cut off by a crash and is dropped; any other line that cannot
 * be read is damage. Error: `store-failed` with the line number.
 */
export function parseJournal(text: string): readonly StoreRecord[] {
  return text
    .split('\n')
    .slice(0, -1)
    .map((line, index) => {
      const record = parseLine(line);
      if (!record)
        throw new CardwrightError('store-failed', 'The journal of the FHIR server is damaged.', { line: index + 1 });
      return record;
    });
}

function parseLine(line: string): StoreRecord | undefined {
  const value = parseJson(line);
  if (!isRecord(value)) return undefined;
  if (isStoredResource(value['put'])) return { put: value['put'] };
  return isTombstone(value['deleted']) ? { deleted: value['deleted'] } : undefined;
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const isStoredResource = (value: unknown): value is WithId<Resource> =>
  isRecord(value) &&
  typeof value['id'] === 'string' &&
  typeof value['resourceType'] === 'string' &&
  isResourceType(value['resourceType']);

const isTombstone = (value: unknown): value is Tombstone =>
  isRecord(value) &&
  ['resourceType', 'id', 'versionId', 'lastUpdated'].every((name) => typeof value[name] === 'string');
