import type { WithId } from '@medplum/core';
import type { Resource } from '@medplum/fhirtypes';
import { medplumDeletedBody, medplumHeaders } from '../notifications/medplum-rest-hook.ts';
import type { Interaction, RestHookChannel } from './served-subscription.ts';

/** One HTTP request that tells a subscriber of something. */
export interface Delivery {
  readonly method: 'POST' | 'PUT' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The bytes that are sent, and signed. Empty: the subscriber must search again. */
  readonly body: Buffer;
}

/** What changed, for whom. After a delete the resource is what was deleted. */
export interface Change {
  readonly subscriptionId: string;
  readonly resource: WithId<Resource>;
  readonly interaction: Interaction;
}

const json = { 'Content-Type': 'application/fhir+json' };

/**
 * R4: without a payload an empty POST to the endpoint; with one, `PUT {endpoint}/{Type}/{id}`, the endpoint being a
 * service base (http://hl7.org/fhir/R4/valueset-subscription-channel-type.html), and HAPI's DELETE of the same.
 * Medplum's way: the bare resource, or `{}` after a delete, is POSTed to the endpoint itself, signed when there is a secret.
 */
export function buildDelivery(channel: RestHookChannel, change: Change): Delivery {
  return channel.style === 'medplum' ? medplumDelivery(channel, change) : r4Delivery(channel, change);
}

function r4Delivery({ endpoint, headers, withPayload }: RestHookChannel, change: Change): Delivery {
  const { resource, interaction } = change;
  const given = Object.fromEntries(headers);
  if (interaction === 'delete')
    return { method: 'DELETE', url: resourceUrl(endpoint, resource), headers: given, body: Buffer.alloc(0) };
  if (!withPayload) return { method: 'POST', url: endpoint.href, headers: given, body: Buffer.alloc(0) };
  return {
    method: 'PUT',
    url: resourceUrl(endpoint, resource),
    headers: { ...json, ...given },
    body: Buffer.from(JSON.stringify(resource)),
  };
}

function medplumDelivery(channel: RestHookChannel, { subscriptionId, resource, interaction }: Change): Delivery {
  const { endpoint, headers, withPayload, secret } = channel;
  const body = interaction === 'delete' ? medplumDeletedBody : Buffer.from(withPayload ? JSON.stringify(resource) : '');
  const hook = { subscriptionId, interaction, reference: `${resource.resourceType}/${resource.id}`, secret };
  return {
    method: 'POST',
    url: endpoint.href,
    headers: { ...(body.length > 0 && json), ...Object.fromEntries(headers), ...medplumHeaders(hook, body) },
    body,
  };
}

function resourceUrl(endpoint: URL, { resourceType, id }: WithId<Resource>): string {
  const url = new URL(endpoint);
  url.pathname = `${url.pathname.replace(/\/$/, '')}/${resourceType}/${id}`;
  return url.href;
}
