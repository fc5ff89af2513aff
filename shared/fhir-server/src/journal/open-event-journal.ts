import { isRecord } from '../search/is-record.ts';
import type { EventLine, SubscriptionEvent } from '../subscriptions/event-log.ts';
import { openJournal, type Journal } from './open-journal.ts';

/** Name of the journal of the subscriptions' events inside the data directory. */
export const eventJournalFileName = 'subscription-events.ndjson';

/** Opens the journal of the subscriptions' events. Error: `store-failed`, see openJournal. */
export const openEventJournal = (dataDir: string): Journal<EventLine> =>
  openJournal({ dataDir, fileName: eventJournalFileName, readLine: readEventLine });

function readEventLine(value: unknown): EventLine | undefined {
  if (!isRecord(value)) return undefined;
  if (typeof value['ended'] === 'string') return { ended: value['ended'] };
  return isEvent(value['event']) ? { event: value['event'] } : undefined;
}

const texts = ['subscriptionId', 'timestamp', 'interaction', 'resourceType', 'id', 'versionId'];
const isEvent = (value: unknown): value is SubscriptionEvent =>
  isRecord(value) && typeof value['number'] === 'number' && texts.every((name) => typeof value[name] === 'string');
