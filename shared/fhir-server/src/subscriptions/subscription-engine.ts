import type { WithId } from '@medplum/core';
import type { Resource, Subscription } from '@medplum/fhirtypes';
import type { IndexedRepository } from '../repository/indexed-repository.ts';
import type { RepositoryObserver } from '../repository/repository-observer.ts';
import { buildDelivery, type Delivery } from './build-delivery.ts';
import { defaultDeliveryTimeoutMs, defaultRetryDelaysMs, deliver, type DeliverOptions } from './deliver.ts';
import { isLoopback } from './is-loopback.ts';
import { readSubscription, type RestHook, type SubscriptionRules } from './read-subscription.ts';

/** Notifications waiting or under way at one time; more are not sent and counted as failed. */
export const maxWaitingDeliveries = 10_000;

/** How notifications are sent. */
export interface SubscriptionOptions {
  readonly fetch?: typeof globalThis.fetch;
  /** Endpoints that may be notified; by default this machine only. */
  readonly allowEndpoint?: (endpoint: URL) => boolean;
  readonly retryDelaysMs?: readonly number[];
  readonly deliveryTimeoutMs?: number;
}

/**
 * R4 rest-hook subscriptions over a repository: each create or update that meets the criteria is sent to the endpoint,
 * in the order of the writes for one subscription. Deletes are not notified. A subscription whose delivery failed at
 * last says so (`status` error, `error`) and is still served; the next success makes it active again.
 */
export class SubscriptionEngine implements RepositoryObserver {
  readonly #repository: IndexedRepository;
  readonly #now: () => Date;
  readonly #rules: SubscriptionRules;
  readonly #deliverOptions: DeliverOptions;
  readonly #abort = new AbortController();
  /** Resources are frozen and replaced on write, so what was read from one stays right. */
  readonly #hooks = new WeakMap<Resource, RestHook>();
  readonly #lastBySubscription = new Map<string, Promise<void>>();
  #waiting = 0;

  constructor(repository: IndexedRepository, now: () => Date, options: SubscriptionOptions) {
    this.#repository = repository;
    this.#now = now;
    this.#rules = { ownBases: repository.resources.ownBases, allowEndpoint: options.allowEndpoint ?? isLoopback };
    this.#deliverOptions = {
      fetch: options.fetch ?? globalThis.fetch,
      retryDelaysMs: options.retryDelaysMs ?? defaultRetryDelaysMs,
      deliveryTimeoutMs: options.deliveryTimeoutMs ?? defaultDeliveryTimeoutMs,
      signal: this.#abort.signal,
    };
  }

  /** `requested` becomes `active`. Error: 400 for a Subscription that could not be served. */
  admit<T extends Resource>(resource: T): T {
    if (resource.resourceType !== 'Subscription' || resource.status === 'off') return resource;
    readSubscription(resource, this.#rules);
    return resource.status === 'requested' ? { ...resource, status: 'active' } : resource;
  }

  written(resource: WithId<Resource>, interaction: 'create' | 'update'): void {
    if (resource.resourceType === 'Subscription') return;
    for (const subscription of this.#repository.allOf('Subscription')) {
      const hook = this.#hookOf(subscription);
      if (
        hook?.resourceType !== resource.resourceType ||
        !this.#repository.resources.matches(resource.resourceType, resource.id, hook.filters)
      )
        continue;
      this.#enqueue(subscription.id, buildDelivery(hook, { subscriptionId: subscription.id, resource, interaction }));
    }
  }

  deleted(): void {
    // R4 leaves deletes open; we stay silent.
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    while (this.#lastBySubscription.size > 0) await Promise.all(this.#lastBySubscription.values());
  }

  async close(): Promise<void> {
    this.#abort.abort();
    await this.idle();
  }

  /** The hook of a Subscription that is served now; `off`, ended and unreadable ones have none. */
  #hookOf(subscription: WithId<Resource>): RestHook | undefined {
    if (
      subscription.resourceType !== 'Subscription' ||
      (subscription.status !== 'active' && subscription.status !== 'error')
    )
      return undefined;
    const hook = this.#hooks.get(subscription) ?? this.#read(subscription);
    if (hook?.endsAt !== undefined && hook.endsAt <= this.#now().getTime()) return undefined;
    return hook;
  }

  /** One that was stored under other rules (another `allowEndpoint`) is not served. */
  #read(subscription: Subscription): RestHook | undefined {
    try {
      const hook = readSubscription(subscription, this.#rules);
      this.#hooks.set(subscription, hook);
      return hook;
    } catch {
      return undefined;
    }
  }

  #enqueue(subscriptionId: string, delivery: Delivery): void {
    const full = this.#waiting >= maxWaitingDeliveries;
    this.#waiting += 1;
    const before = this.#lastBySubscription.get(subscriptionId) ?? Promise.resolve();
    const last = before
      .then(async () =>
        this.#report(
          subscriptionId,
          full ? 'Too many notifications were waiting.' : await deliver(delivery, this.#deliverOptions),
        ),
      )
      .finally(() => {
        this.#waiting -= 1;
        if (this.#lastBySubscription.get(subscriptionId) === last) this.#lastBySubscription.delete(subscriptionId);
      });
    this.#lastBySubscription.set(subscriptionId, last);
  }

  /** Writes only when something changed: the first failure, and the first success after it. */
  async #report(subscriptionId: string, failure: string | undefined): Promise<void> {
    if (this.#abort.signal.aborted) return;
    const current = this.#repository.allOf('Subscription').find(({ id }) => id === subscriptionId);
    if (current?.resourceType !== 'Subscription' || current.status === 'off') return;
    const { error: recorded, ...rest } = current;
    if (recorded === failure) return;
    const next: Subscription =
      failure === undefined ? { ...rest, status: 'active' } : { ...rest, status: 'error', error: failure };
    await this.#repository.updateResource(next).catch(() => undefined);
  }
}
