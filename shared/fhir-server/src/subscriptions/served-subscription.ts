import type { PayloadContent } from '../notifications/notification.ts';
import type { SearchFilter } from '../search/compile-search.ts';

/** A kind of change. */
export type Interaction = 'create' | 'update' | 'delete';

/** Which changes a subscription is told of. */
export interface Trigger {
  readonly resourceType: string;
  readonly filters: readonly SearchFilter[];
  readonly interactions: ReadonlySet<Interaction>;
}

/** Where and how a rest-hook is sent. */
export interface RestHookChannel {
  readonly type: 'rest-hook';
  readonly endpoint: URL;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** False: R4's empty POST. */
  readonly withPayload: boolean;
  /** `r4` and HAPI: PUT to the endpoint as a service base. `medplum`: POST to the endpoint itself. */
  readonly style: 'r4' | 'medplum';
  /** Set: Medplum's signature. */
  readonly secret?: string;
}

/** What a topic-based subscription asked for. */
export interface TopicTerms {
  readonly url: string;
  readonly content: PayloadContent;
  readonly maxCount: number;
  readonly heartbeatMs?: number;
  readonly timeoutMs?: number;
}

/** A Subscription, understood. */
export interface ServedSubscription {
  readonly trigger: Trigger;
  readonly channel: RestHookChannel | { readonly type: 'websocket' };
  /** Set: notifications are Bundles with a status and numbered events. */
  readonly topic?: TopicTerms;
  /** Epoch ms from which on nothing is sent. */
  readonly endsAt?: number;
}
