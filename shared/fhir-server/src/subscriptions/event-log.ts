import type { Journal } from '../journal/open-journal.ts';
import type { Interaction } from './served-subscription.ts';

/** Events of one subscription that `$events` can still give; older ones are counted and forgotten. */
export const maxKeptEvents = 1_000;

/** One event of a topic-based subscription. */
export interface SubscriptionEvent {
  readonly subscriptionId: string;
  /** 1 for the first since the subscription was created. */
  readonly number: number;
  /** FHIR instant. */
  readonly timestamp: string;
  readonly interaction: Interaction;
  readonly resourceType: string;
  readonly id: string;
  readonly versionId: string;
}

/** A line of the journal of events: one more event, or the end of a subscription. */
export type EventLine = { readonly event: SubscriptionEvent } | { readonly ended: string };

interface Counted {
  readonly count: number;
  readonly events: readonly SubscriptionEvent[];
}

/** What each subscription was to be told, and how often: it survives the process, so that counters go on. */
export class EventLog {
  readonly #journal: Journal<EventLine> | undefined;
  readonly #bySubscription = new Map<string, Counted>();

  constructor(journal: Journal<EventLine> | undefined) {
    this.#journal = journal;
    for (const line of journal?.records ?? []) this.#apply(line);
    const kept = [...this.#bySubscription.values()].flatMap(({ events }) => events);
    journal?.compact(kept.map((event) => ({ event })));
  }

  /** `events-since-subscription-start`. */
  count(subscriptionId: string): number {
    return this.#bySubscription.get(subscriptionId)?.count ?? 0;
  }

  /** Kept events, both bounds included. */
  between(subscriptionId: string, from: number, to: number): readonly SubscriptionEvent[] {
    const { events } = this.#bySubscription.get(subscriptionId) ?? { events: [] };
    return events.filter(({ number }) => number >= from && number <= to);
  }

  add(event: Omit<SubscriptionEvent, 'number'>): SubscriptionEvent {
    const numbered = { ...event, number: this.count(event.subscriptionId) + 1 };
    this.#write({ event: numbered });
    return numbered;
  }

  /** The subscription is gone; one that is made again under its id counts from 1. */
  end(subscriptionId: string): void {
    if (this.#bySubscription.has(subscriptionId)) this.#write({ ended: subscriptionId });
  }

  #write(line: EventLine): void {
    this.#journal?.append(line);
    this.#apply(line);
  }

  #apply(line: EventLine): void {
    if ('ended' in line) {
      this.#bySubscription.delete(line.ended);
      return;
    }
    const { subscriptionId, number } = line.event;
    const events = [...(this.#bySubscription.get(subscriptionId)?.events ?? []), line.event];
    this.#bySubscription.set(subscriptionId, { count: number, events: events.slice(-maxKeptEvents) });
  }
}
