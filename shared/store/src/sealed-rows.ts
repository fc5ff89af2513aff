import { bytes, integer, text } from './row.ts';
import type { Row } from './row.ts';
import type { SealedRecords } from './sealed-records.ts';
import type { IssuedCard, KeptSighting, StatePlace, StoredFeedback, StoredState } from './store.ts';

/** A row of `cards`, opened. */
export function readCardRow(records: SealedRecords, row: Row): IssuedCard {
  const uuid = text(row, 'uuid');
  return {
    uuid,
    evaluation: text(row, 'evaluation'),
    service: text(row, 'service'),
    ...records.card.open(uuid, bytes(row, 'sealed')),
    issuedAt: text(row, 'issued_at'),
  };
}

/** A row of `feedback`, opened. */
export function readFeedbackRow(records: SealedRecords, row: Row): StoredFeedback {
  return {
    service: text(row, 'service'),
    outcome: text(row, 'outcome'),
    ...records.feedback.open(text(row, 'hash'), bytes(row, 'sealed')),
    isCardKnown: integer(row, 'is_card_known') === 1,
  };
}

/** A row of `sightings`, opened. */
export function readSightingRow(records: SealedRecords, row: Row): KeptSighting {
  return {
    source: text(row, 'source'),
    ...records.sighting.open(text(row, 'resource_index'), bytes(row, 'sealed')),
    lastUpdatedMs: integer(row, 'last_updated_ms'),
    seenAtMs: integer(row, 'seen_at_ms'),
    ...(integer(row, 'is_gone') === 1 ? { isGone: true } : {}),
  };
}

/** A row of `states`, opened. */
export const readStateRow = (records: SealedRecords, row: Row): Pick<StatePlace, 'key'> & StoredState => ({
  ...records.state.open(text(row, 'state_index'), bytes(row, 'sealed')),
  revision: integer(row, 'revision'),
});
