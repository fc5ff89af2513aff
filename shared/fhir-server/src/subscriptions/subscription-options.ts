import type { NotificationFormat } from '../notifications/notification-bundle.ts';
import type { RestHookChannel } from './served-subscription.ts';
import type { Topic } from './topic.ts';

/** How notifications are sent. */
export interface SubscriptionOptions {
  readonly fetch?: typeof globalThis.fetch;
  /** Endpoints that may be notified; by default this machine only. */
  readonly allowEndpoint?: (endpoint: URL) => boolean;
  readonly retryDelaysMs?: readonly number[];
  readonly deliveryTimeoutMs?: number;
  /** Topics that can be subscribed to; `defaultTopics` unless said. */
  readonly topics?: readonly Topic[];
  /** Shape of topic-based notifications; `r4` (Parameters) unless said. */
  readonly notificationFormat?: NotificationFormat;
  /** `medplum`: rest-hooks are POSTed bare to the endpoint, and only what is created as `active` is served. `r4` unless said. */
  readonly restHookStyle?: RestHookChannel['style'];
  /** Time between heartbeat frames of WebSockets, in ms. */
  readonly socketHeartbeatMs?: number;
}
