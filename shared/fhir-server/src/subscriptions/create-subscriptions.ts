import { randomUUID } from 'node:crypto';
import { openEventJournal } from '../journal/open-event-journal.ts';
import type { Resources } from '../repository/resources.ts';
import { defaultDeliveryTimeoutMs, defaultRetryDelaysMs } from './deliver.ts';
import { EventLog } from './event-log.ts';
import { isLoopback } from './is-loopback.ts';
import { SubscriptionBook } from './subscription-book.ts';
import { SubscriptionEngine } from './subscription-engine.ts';
import type { SubscriptionOptions } from './subscription-options.ts';
import { defaultSocketHeartbeatMs, SubscriptionSockets } from './subscription-sockets.ts';
import { defaultTopics, type Topic } from './topic.ts';

/** Everything that serves subscriptions. */
export interface Subscriptions {
  readonly engine: SubscriptionEngine;
  readonly book: SubscriptionBook;
  readonly events: EventLog;
  readonly sockets: SubscriptionSockets;
  readonly topics: readonly Topic[];
  readonly format: NonNullable<SubscriptionOptions['notificationFormat']>;
  /** The base of references; without one they stay relative to nothing that is known, and are under this path. */
  readonly baseUrl: () => string | undefined;
  readonly close: () => Promise<void>;
}

/** Puts the parts together over a repository and takes up what was left. Error: `store-failed`. */
export function createSubscriptions(
  resources: Resources,
  now: () => Date,
  options: SubscriptionOptions & { readonly dataDir?: string; readonly baseUrl: () => string | undefined },
): Subscriptions {
  const { topics = defaultTopics, notificationFormat: format = 'r4', baseUrl, dataDir } = options;
  const journal = dataDir === undefined ? undefined : openEventJournal(dataDir);
  const events = new EventLog(journal);
  const book = new SubscriptionBook(resources, now, {
    ownBases: resources.ownBases,
    allowEndpoint: options.allowEndpoint ?? isLoopback,
    topics,
    restHookStyle: options.restHookStyle ?? 'r4',
  });
  const sockets: SubscriptionSockets = new SubscriptionSockets({
    now,
    newToken: randomUUID,
    heartbeatMs: options.socketHeartbeatMs ?? defaultSocketHeartbeatMs,
    notification: (id, kind) => {
      const booked = book.find(id);
      return booked && engine.notification(booked, kind);
    },
    left: (ids) => ids.forEach((id) => book.setStatus(id, 'off')),
  });
  const engine: SubscriptionEngine = new SubscriptionEngine({
    resources,
    book,
    events,
    sockets,
    now,
    baseUrl: () => baseUrl() ?? unknownBase,
    format,
    deliver: {
      fetch: options.fetch ?? globalThis.fetch,
      retryDelaysMs: options.retryDelaysMs ?? defaultRetryDelaysMs,
      deliveryTimeoutMs: options.deliveryTimeoutMs ?? defaultDeliveryTimeoutMs,
    },
  });
  resources.observe(engine);
  engine.start();
  const close = async (): Promise<void> => {
    await engine.close();
    journal?.close();
  };
  return { engine, book, events, sockets, topics, format, baseUrl, close };
}

/** Stands in references of a server that was not told its base: plainly not to be fetched. */
const unknownBase = 'http://fhir-server.invalid';
