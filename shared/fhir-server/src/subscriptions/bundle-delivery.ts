import type { NotificationBundle } from '../notifications/notification-bundle.ts';
import type { Delivery } from './build-delivery.ts';
import type { RestHookChannel } from './served-subscription.ts';

/** A topic-based notification: a Bundle, POSTed to the endpoint. */
export const bundleDelivery = (channel: RestHookChannel, bundle: NotificationBundle): Delivery => ({
  method: 'POST',
  url: channel.endpoint.href,
  headers: { 'Content-Type': 'application/fhir+json', ...Object.fromEntries(channel.headers) },
  body: Buffer.from(JSON.stringify(bundle)),
});
