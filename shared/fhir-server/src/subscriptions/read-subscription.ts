import { OperationOutcomeError, badRequest } from '@medplum/core';
import { parseFhirTime } from '@cardwright/fhir';
import type { Subscription } from '@medplum/fhirtypes';
import { isResourceType } from '../repository/resource-types.ts';
import { compileSearch, type SearchFilter } from '../search/compile-search.ts';
import type { OwnBases } from '../search/reference-keys.ts';

/** Medplum's extension that holds the HMAC secret of a Subscription. */
export const secretExtensionUrl = 'https://www.medplum.com/fhir/StructureDefinition/subscription-secret';

/** A rest-hook Subscription, understood. */
export interface RestHook {
  readonly resourceType: string;
  readonly filters: readonly SearchFilter[];
  readonly endpoint: URL;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** False: notify with an empty POST. */
  readonly withPayload: boolean;
  /** Set: Medplum's way (POST to the endpoint itself, signed). */
  readonly secret?: string;
  /** Epoch ms from which on nothing is sent. */
  readonly endsAt?: number;
}

/** What a Subscription may ask for here. */
export interface SubscriptionRules {
  readonly ownBases: OwnBases;
  readonly allowEndpoint: (endpoint: URL) => boolean;
}

/**
 * Reads a Subscription. Error: 400 with the element when the criteria are not a search that is supported here, the
 * channel is not a rest-hook with JSON or no payload, a header is not `Name: value`, or the endpoint is not allowed.
 */
export function readSubscription(subscription: Subscription, rules: SubscriptionRules): RestHook {
  const channel: Partial<Subscription['channel']> = subscription.channel ?? {};
  if (channel.type !== 'rest-hook') throw refused('Only rest-hook channels are supported.', 'channel.type');
  if (channel.payload !== undefined && !/^application\/(fhir\+)?json\b/.test(channel.payload)) {
    throw refused('The payload must be application/fhir+json or absent.', 'channel.payload');
  }
  const extensions = [...(subscription.extension ?? []), ...(channel.extension ?? [])];
  const secret = extensions.find(({ url }) => url === secretExtensionUrl)?.valueString;
  const endsAt = parseFhirTime(subscription.end)?.start;
  return {
    ...readCriteria(subscription.criteria, rules.ownBases),
    endpoint: readEndpoint(channel.endpoint, rules.allowEndpoint),
    headers: (channel.header ?? []).map(readHeader),
    withPayload: channel.payload !== undefined,
    ...(secret !== undefined && { secret }),
    ...(endsAt !== undefined && { endsAt }),
  };
}

function readCriteria(criteria: unknown, ownBases: OwnBases): Pick<RestHook, 'resourceType' | 'filters'> {
  const [resourceType = '', query = ''] = typeof criteria === 'string' ? criteria.split(/\?(.*)/s, 2) : [];
  if (!isResourceType(resourceType) || resourceType === 'Subscription') {
    throw refused('The criteria must be a search for a resource type other than Subscription.', 'criteria');
  }
  return { resourceType, filters: compileSearch(resourceType, [...new URLSearchParams(query)], ownBases).filters };
}

function readEndpoint(written: unknown, allowed: (endpoint: URL) => boolean): URL {
  const endpoint = typeof written === 'string' && URL.canParse(written) ? new URL(written) : undefined;
  if (!endpoint || !/^https?:$/.test(endpoint.protocol))
    throw refused('The endpoint is not an http URL.', 'channel.endpoint');
  if (!allowed(endpoint)) throw refused('This server does not notify that endpoint.', 'channel.endpoint');
  return endpoint;
}

/** Split at the first colon only: the value may hold more of them. */
function readHeader(line: unknown): readonly [string, string] {
  const match = typeof line === 'string' ? /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*([^\r\n]*)$/.exec(line) : null;
  if (!match) throw refused('A header must read "Name: value".', 'channel.header');
  return [match[1] ?? '', match[2] ?? ''];
}

const refused = (text: string, element: string): OperationOutcomeError =>
  new OperationOutcomeError(badRequest(text, `Subscription.${element}`));
