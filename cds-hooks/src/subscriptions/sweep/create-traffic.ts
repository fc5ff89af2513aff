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

/** Subscriptions of a source that are told apart; a site has one or two for each type of resource. What others bring counts without a name. */
export const maxSubscriptions = 200;

/** Notes in memory, so that a notification costs no second commit. */
export function createTraffic({ store, metrics }: Pick<Host, 'store' | 'metrics'>): Traffic {
  const noted = new Map<string, Map<string, Heard[]>>();
  const silent = new Set<string>();
  const named = new Map<string, Set<string>>();
  const nameOf = (source: string, subscription: string): string => {
    const names = named.get(source) ?? new Set<string>();
    named.set(source, names);
    if (names.size < maxSubscriptions) names.add(subscription);
    return names.has(subscription) ? subscription : '';
  };
  return {
    note: ({ id, capabilities }, notifications, atMs) => {
      const ofSource = noted.get(id) ?? new Map<string, Heard[]>();
      noted.set(id, ofSource);
      for (const notification of notifications) {
        const { type } = notification;
        const subscription = nameOf(id, notification.subscription ?? '');
        const isNamed = subscription === (notification.subscription ?? '');
        const list = ofSource.get(subscription) ?? [];
        ofSource.set(subscription, list);
        const isMonotonic = isNamed && capabilities.eventNumber === 'monotonic';
        list.push({ atMs, isMonotonic, notification: countsOf(notification) });
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

/** Without what was pushed, which would be held as long as it is not written down. */
const countsOf = ({ type, status, eventCount, events }: SubscriptionNotification): Heard['notification'] => ({
  type,
  ...(status !== undefined && { status }),
  ...(eventCount !== undefined && { eventCount }),
  events: events.map(({ number, timestamp }) => ({
    ...(number !== undefined && { number }),
    ...(timestamp !== undefined && { timestamp }),
  })),
});

const all = (heard: readonly Heard[], before: HeardState | undefined): HeardState | undefined =>
  heard.reduce<HeardState | undefined>((state, one) => observeHeard(state, one), before);
