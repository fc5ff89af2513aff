import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { medplumBundle } from '../notifications/medplum-bundle.ts';
import { notificationBundle, type NotificationFormat } from '../notifications/notification-bundle.ts';
import type { Notification, NotificationKind, PayloadContent } from '../notifications/notification.ts';
import type { Deletion, RepositoryObserver } from '../repository/repository-observer.ts';
import type { Resources } from '../repository/resources.ts';
import type { SearchFilter } from '../search/compile-search.ts';
import { buildDelivery, type Delivery } from './build-delivery.ts';
import { bundleDelivery } from './bundle-delivery.ts';
import { deliver, type DeliverOptions } from './deliver.ts';
import { DeliveryLanes } from './delivery-lanes.ts';
import type { EventLog, SubscriptionEvent } from './event-log.ts';
import { Heartbeats } from './heartbeats.ts';
import type { Interaction } from './served-subscription.ts';
import type { BookedSubscription, SubscriptionBook } from './subscription-book.ts';
import type { SubscriptionSockets } from './subscription-sockets.ts';

type Job =
  | { readonly kind: 'change'; readonly delivery: Delivery }
  | { readonly kind: 'event'; readonly event: SubscriptionEvent }
  | { readonly kind: 'handshake' | 'heartbeat' };

/** What the engine works with. */
export interface EngineParts {
  readonly resources: Resources;
  readonly book: SubscriptionBook;
  readonly events: EventLog;
  readonly sockets: SubscriptionSockets;
  readonly now: () => Date;
  /** Base of references and fullUrls. */
  readonly baseUrl: () => string;
  readonly format: NotificationFormat;
  readonly deliver: Omit<DeliverOptions, 'signal'>;
}

interface Write {
  readonly resource: WithId<Resource>;
  readonly interaction: Interaction;
  readonly versionId: string;
  readonly timestamp: string;
}

/**
 * Tells subscribers of changes, in the order of the writes for one subscription. R4 criteria: each change alone; after the
 * last failed try the Subscription says `error`, is still served, and the next success makes it active. Topic-based:
 * numbered events after a handshake; in error they are counted and no longer sent until the client asks for
 * `requested` again. WebSocket: to whoever has bound, at most once.
 */
export class SubscriptionEngine implements RepositoryObserver {
  readonly #parts: EngineParts;
  readonly #abort = new AbortController();
  readonly #lanes = new DeliveryLanes<Job>((id, jobs) => this.#perform(id, jobs));
  readonly #heartbeats = new Heartbeats((id) => this.#add(id, { kind: 'heartbeat' }));

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  /** Takes up what a process before this one left: handshakes and heartbeats. */
  start(): void {
    for (const booked of this.#parts.book.all()) this.#prepare(booked);
  }

  admit<T extends Resource>(resource: T, id: string): T {
    return this.#parts.book.admit(resource, id);
  }

  written(resource: WithId<Resource>, interaction: 'create' | 'update'): void {
    const { resourceType, id, meta } = resource;
    if (resourceType === 'Subscription') {
      const booked = this.#parts.book.find(id);
      if (booked) this.#prepare(booked);
      else this.#heartbeats.stop(id);
      return;
    }
    const write = { resource, interaction, versionId: meta?.versionId ?? '', timestamp: meta?.lastUpdated ?? '' };
    this.#tell(write, (filters) => this.#parts.resources.matches(resourceType, id, filters));
  }

  deleted(previous: WithId<Resource>, { versionId, lastUpdated }: Deletion): void {
    if (previous.resourceType === 'Subscription') {
      this.#parts.events.end(previous.id);
      this.#lanes.drop(previous.id);
      this.#heartbeats.stop(previous.id);
      return;
    }
    const write = { resource: previous, interaction: 'delete' as const, versionId, timestamp: lastUpdated };
    this.#tell(write, (filters) => this.#parts.resources.resourceMatches(previous, filters));
  }

  /** What a subscription is to be told; `content` may ask for less or more than it subscribed to. */
  notification(
    { id, status, error, served: { topic } }: BookedSubscription,
    kind: NotificationKind,
    events: readonly SubscriptionEvent[] = [],
    content: PayloadContent = topic?.content ?? 'full-resource',
  ): Notification {
    const { baseUrl, now, events: log } = this.#parts;
    return {
      kind,
      subscriptionId: id,
      status,
      ...(topic && { topic: topic.url }),
      content,
      eventCount: String(kind === 'event-notification' ? (events.at(-1)?.number ?? 0) : log.count(id)),
      events: events.map((event) => ({ ...event, eventNumber: String(event.number), ...this.#version(event) })),
      ...(error !== undefined && { error }),
      timestamp: now().toISOString(),
      baseUrl: baseUrl(),
    };
  }

  /** Resolves when nothing is waiting or under way. */
  idle(): Promise<void> {
    return this.#lanes.idle();
  }

  async close(): Promise<void> {
    this.#abort.abort();
    this.#heartbeats.stopAll();
    this.#parts.sockets.close();
    await this.idle();
  }

  #prepare({ id, status, served: { topic, channel } }: BookedSubscription): void {
    if (!topic || channel.type !== 'rest-hook') return;
    if (status === 'requested') this.#add(id, { kind: 'handshake' });
    if (status === 'active' && topic.heartbeatMs !== undefined) this.#heartbeats.start(id, topic.heartbeatMs);
    else this.#heartbeats.stop(id);
  }

  #tell(write: Write, matches: (filters: readonly SearchFilter[]) => boolean): void {
    for (const booked of this.#parts.book.all()) {
      const { trigger } = booked.served;
      const concerned =
        (booked.status === 'active' || booked.status === 'error') &&
        trigger.resourceType === write.resource.resourceType &&
        trigger.interactions.has(write.interaction) &&
        matches(trigger.filters);
      if (!concerned) continue;
      if (booked.served.topic) this.#tellTopic(booked, write);
      else this.#tellChange(booked, write);
    }
  }

  #tellChange(booked: BookedSubscription, { resource, interaction, versionId, timestamp }: Write): void {
    const { id, served } = booked;
    if (served.channel.type === 'rest-hook') {
      const delivery = buildDelivery(served.channel, { subscriptionId: id, resource, interaction });
      this.#add(id, { kind: 'change', delivery });
      return;
    }
    const { resourceType } = resource;
    const event = { subscriptionId: id, number: 0, timestamp, interaction, resourceType, id: resource.id, versionId };
    this.#parts.sockets.send(id, medplumBundle([this.notification(booked, 'event-notification', [event])]));
  }

  #tellTopic(booked: BookedSubscription, { resource, interaction, versionId, timestamp }: Write): void {
    const { resourceType, id } = resource;
    const change = { subscriptionId: booked.id, timestamp, interaction, resourceType, id, versionId };
    const event = this.#parts.events.add(change);
    if (booked.status !== 'active') return;
    if (booked.served.channel.type === 'rest-hook') this.#add(booked.id, { kind: 'event', event });
    else this.#parts.sockets.send(booked.id, this.#bundle(booked, 'event-notification', [event]));
  }

  #add(subscriptionId: string, job: Job): void {
    if (!this.#lanes.add(subscriptionId, job)) this.#report(subscriptionId, 'Too many notifications were waiting.');
  }

  /** Events that wait together go together, as many as the subscription allows. */
  async #perform(subscriptionId: string, jobs: readonly Job[]): Promise<number> {
    const [job] = jobs;
    const booked = this.#parts.book.find(subscriptionId);
    if (!job || !booked || this.#abort.signal.aborted) return Math.max(jobs.length, 1);
    const { topic, channel } = booked.served;
    if (job.kind === 'change') {
      this.#report(subscriptionId, await this.#send(job.delivery));
      return 1;
    }
    const others = jobs.findIndex(({ kind }) => kind !== 'event');
    const events = jobs
      .slice(0, Math.min(others === -1 ? jobs.length : others, topic?.maxCount ?? 1))
      .flatMap((one) => (one.kind === 'event' ? [one.event] : []));
    const done = Math.max(events.length, 1);
    const due = job.kind === 'handshake' ? booked.status === 'requested' : booked.status === 'active';
    if (!topic || channel.type !== 'rest-hook' || !due) return done;
    const kind = job.kind === 'event' ? 'event-notification' : job.kind;
    const bundle = this.#bundle(booked, kind, events);
    this.#report(subscriptionId, await this.#send(bundleDelivery(channel, bundle), topic.timeoutMs));
    if (topic.heartbeatMs !== undefined && this.#parts.book.find(subscriptionId)?.status === 'active')
      this.#heartbeats.start(subscriptionId, topic.heartbeatMs);
    return done;
  }

  #bundle(booked: BookedSubscription, kind: NotificationKind, events: readonly SubscriptionEvent[]) {
    return notificationBundle(this.notification(booked, kind, events), this.#parts.format);
  }

  #send(delivery: Delivery, timeoutMs?: number): Promise<string | undefined> {
    const options = { ...this.#parts.deliver, signal: this.#abort.signal };
    return deliver(delivery, timeoutMs === undefined ? options : { ...options, deliveryTimeoutMs: timeoutMs });
  }

  #report(subscriptionId: string, failure: string | undefined): void {
    if (this.#abort.signal.aborted) return;
    if (failure === undefined) this.#parts.book.setStatus(subscriptionId, 'active');
    else this.#parts.book.setStatus(subscriptionId, 'error', failure);
  }

  /** The version that was written, while it is kept; a delete has none. */
  #version({ interaction, resourceType, id, versionId }: SubscriptionEvent): { readonly resource?: WithId<Resource> } {
    if (interaction === 'delete') return {};
    try {
      return { resource: this.#parts.resources.readVersion(resourceType, id, versionId) };
    } catch {
      return {};
    }
  }
}
