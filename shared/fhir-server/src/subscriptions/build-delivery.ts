import { createHmac } from 'node:crypto';
import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import type { RestHook } from './read-subscription.ts';

/** One HTTP request that tells a subscriber of one change. */
export interface Delivery {
  readonly method: 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that are sent, and signed. Empty: the subscriber must search again. */
  readonly body: Buffer;
}

/** What changed, for whom. */
export interface Change {
  readonly subscriptionId: string;
  readonly resource: WithId<Resource>;
  readonly interaction: 'create' | 'update';
}

/**
 * R4: without a payload an empty POST to the endpoint; with one, `PUT {endpoint}/{Type}/{id}`, the endpoint being a
 * service base (http://hl7.org/fhir/R4/valueset-subscription-channel-type.html). With a secret, Medplum's way: the
 * bare resource is POSTed to the endpoint itself and `X-Signature` is the hex HMAC-SHA256 of the raw body.
 */
export function buildDelivery(hook: RestHook, change: Change): Delivery {
  const body = hook.withPayload ? Buffer.from(JSON.stringify(change.resource)) : Buffer.alloc(0);
  const signed = hook.secret === undefined ? {} : medplumHeaders(hook.secret, body, change);
  const update = hook.withPayload && hook.secret === undefined;
  return {
    method: update ? 'PUT' : 'POST',
    url: update ? resourceUrl(hook.endpoint, change.resource) : hook.endpoint.href,
    headers: {
      ...(hook.withPayload && { 'Content-Type': 'application/fhir+json' }),
      ...Object.fromEntries(hook.headers),
      ...signed,
    },
    body,
  };
}

const medplumHeaders = (
  secret: string,
  body: Buffer,
  { subscriptionId, interaction }: Change,
): Record<string, string> => ({
  'X-Signature': createHmac('sha256', secret).update(body).digest('hex'),
  'X-Medplum-Subscription': subscriptionId,
  'X-Medplum-Interaction': interaction,
});

function resourceUrl(endpoint: URL, { resourceType, id }: WithId<Resource>): string {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${resourceType}/${id}`;
  return url.href;
}
