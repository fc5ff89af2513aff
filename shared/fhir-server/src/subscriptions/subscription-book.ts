import type { WithId } from '@medplum/core';
import type { Resource, Subscription } from '@medplum/fhirtypes';
import type { Resources } from '../repository/resources.ts';
import { readSubscription, type SubscriptionRules } from './read-subscription.ts';
import type { ServedSubscription } from './served-subscription.ts';

/** A Subscription of the repository with what it means. */
export interface BookedSubscription {
  readonly id: string;
  readonly status: string;
  readonly error: string | undefined;
  readonly served: ServedSubscription;
}

/** The Subscriptions of a repository, understood, and the state that the server writes into them. */
export class SubscriptionBook {
  readonly #resources: Resources;
  readonly #now: () => Date;
  readonly #rules: SubscriptionRules;
  /** Resources are frozen and replaced on write, so what was read from one stays right. */
  readonly #read = new WeakMap<Resource, ServedSubscription>();
  /** Written by the server itself: to be stored as they are. */
  readonly #own = new WeakSet<Resource>();

  constructor(resources: Resources, now: () => Date, rules: SubscriptionRules) {
    this.#resources = resources;
    this.#now = now;
    this.#rules = rules;
  }

  /**
   * R4 criteria become active at once. A topic-based rest-hook that a client writes is `requested` until its handshake is
   * answered; one that is active and asks for the same stays so. Medplum's way nothing is activated: only `active` is
   * served. Error: 400 for a Subscription that could not be served.
   */
  admit<T extends Resource>(resource: T, id: string): T {
    if (resource.resourceType !== 'Subscription' || resource.status === 'off' || this.#own.has(resource))
      return resource;
    const { topic, channel } = readSubscription(resource, this.#rules);
    if (!topic || channel.type === 'websocket') {
      const isLeft = channel.type === 'rest-hook' && this.#rules.restHookStyle === 'medplum';
      return resource.status === 'requested' && !isLeft ? { ...resource, status: 'active' } : resource;
    }
    if (resource.status === 'error') return resource;
    const current = this.#resources.allOf('Subscription').find((one) => one.id === id);
    if (resource.status === 'active' && current && isActive(current) && asksTheSame(current, resource)) return resource;
    const requested = { ...resource, status: 'requested' };
    if ('error' in requested) delete requested.error;
    return requested;
  }

  /** Those that are not off or ended. One that was stored under other rules (another `allowEndpoint`) is left out. */
  all(): readonly BookedSubscription[] {
    return this.#resources.allOf('Subscription').flatMap((resource) => this.#booked(resource) ?? []);
  }

  find(id: string): BookedSubscription | undefined {
    return this.all().find((one) => one.id === id);
  }

  /** Writes a new state, if it is new; nothing when the Subscription is gone or off. */
  setStatus(id: string, status: 'active' | 'error' | 'off', error?: string): void {
    const current = this.#resources.allOf('Subscription').find((one) => one.id === id);
    if (current?.resourceType !== 'Subscription' || current.status === 'off') return;
    if (current.status === status && current.error === error) return;
    const rest: Subscription = { ...current, status };
    delete rest.error;
    const next = error === undefined ? rest : { ...rest, error };
    this.#own.add(next);
    this.#resources.update(next);
  }

  #booked(resource: WithId<Resource>): BookedSubscription | undefined {
    if (resource.resourceType !== 'Subscription' || resource.status === 'off') return undefined;
    const served = this.#read.get(resource) ?? this.#serve(resource);
    if (!served || (served.endsAt !== undefined && served.endsAt <= this.#now().getTime())) return undefined;
    return { id: resource.id, status: resource.status, error: resource.error, served };
  }

  #serve(subscription: Subscription): ServedSubscription | undefined {
    try {
      const served = readSubscription(subscription, this.#rules);
      this.#read.set(subscription, served);
      return served;
    } catch {
      return undefined;
    }
  }
}

const isActive = (resource: Resource): boolean =>
  resource.resourceType === 'Subscription' && resource.status === 'active';

/** Same criteria, filters and channel. */
const asksTheSame = (left: Resource, right: Resource): boolean => asked(left) === asked(right);
const asked = (resource: Resource): string =>
  JSON.stringify(
    Object.entries(resource)
      .filter(([name]) => ['criteria', '_criteria', 'channel', 'extension'].includes(name))
      .toSorted(([left], [right]) => (left < right ? -1 : 1)),
  );
