import type { Host, Source } from '../../host.ts';
import type { SubscriptionNotification } from '../notification-event.ts';
import type { HeardState } from './heard-state.ts';
import { observeHeard, type Heard } from './observe-heard.ts';
import { writeHeard } from './write-heard.ts';

/** Takes note of what comes from the sources, and writes it down now and then. */
export interface Traffic {
  /** Call for what has been settled. Lost with the process: the numbers then look like a gap, which is looked into. */
  readonly note: (source: Source, notifications: readonly SubscriptionNotification[], atMs: number) => void;
  /** Writes down what was noted of a source. */
  readonly flush: (source: string) => Promise<void>;
  /** Says of a source whether it has been silent for longer than it may. */
  readonly tellSilent: (source: string, isSilent: boolean) => void;
  /** Sources that are silent for longer than they may be, as far as this process knows. */
  readonly silent: () => readonly string[];
}

/** Notes in memory, so that a notification costs no second commit. */
export function createTraffic({ store, metrics }: Pick<Host, 'store' | 'metrics'>): Traffic {
  const noted = new Map<string, Map<string, Heard[]>>();
  const silent = new Set<string>();
  return {
    note: ({ id, capabilities }, notifications, atMs) => {
      const ofSource = noted.get(id) ?? new Map<string, Heard[]>();
      noted.set(id, ofSource);
      for (const notification of notifications) {
        const { subscription = '', type } = notification;
        const list = ofSource.get(subscription) ?? [];
        ofSource.set(subscription, list);
        list.push({ atMs, isMonotonic: capabilities.eventNumber === 'monotonic', notification });
        if (type === 'event-notification' || type === 'heartbeat')
          metrics.heard(id, subscription, type === 'heartbeat' ? 'heartbeat' : 'event', atMs);
      }
    },
    flush: async (source) => {
      const ofSource = noted.get(source);
      noted.delete(source);
      for (const [subscription, heard] of ofSource ?? [])
        await writeHeard(store, { source, subscription }, (before) => all(heard, before));
    },
    tellSilent: (source, isSilent) => {
      metrics.setSilent(source, isSilent);
      if (isSilent) silent.add(source);
      else silent.delete(source);
    },
    silent: () => [...silent],
  };
}

const all = (heard: readonly Heard[], before: HeardState | undefined): HeardState | undefined =>
  heard.reduce<HeardState | undefined>((state, one) => observeHeard(state, one), before);
