import type { InboxStatus } from '@cardwright/store';
import { Gauge, type Registry } from 'prom-client';
import { keptFor } from './kept-for.ts';

/** Says whose inbox the gauges tell of; the last one watched counts. */
export type WatchInbox = (read: () => Promise<InboxStatus>, nowMs: () => number) => void;

/** A scrape asks the store at most this often, however many scrape. */
const keptMs = 5_000;

/**
 * Registers what waits in door 2: events and work by state, and the age of the oldest. Read at the scrape; where the store does
 * not answer the gauges have no value, so that no old number is taken for a new one.
 */
export function inboxGauges(registry: Registry): WatchInbox {
  let read: () => Promise<InboxStatus | undefined> = async () => undefined;
  let nowMs: () => number = () => 0;
  const gauge = (name: string, help: string, labelNames: readonly string[], tell: (status: InboxStatus) => void) => {
    const one: Gauge = new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      collect: async () => {
        const status = await read();
        one.reset();
        if (status === undefined) one.remove({});
        else tell(status);
      },
    });
    return one;
  };
  const events = gauge('cardwright_inbox_events', 'Notifications by state', ['state'], (status) => {
    for (const [state, count] of Object.entries(status.events)) events.set({ state }, count);
  });
  const work = gauge('cardwright_work_patients', 'Patients whom something concerns, by state', ['state'], (status) => {
    for (const [state, count] of Object.entries(status.work)) work.set({ state }, count);
  });
  const oldest = gauge(
    'cardwright_inbox_oldest_seconds',
    'Age of the oldest notification or work that waits; 0 where nothing does',
    [],
    ({ oldestOpenMs }) => oldest.set(oldestOpenMs === undefined ? 0 : Math.max(0, nowMs() - oldestOpenMs) / 1000),
  );
  return (readStatus, clock) => {
    nowMs = clock;
    read = keptFor(keptMs, () => readStatus().catch(() => undefined));
  };
}
