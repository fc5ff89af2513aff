import { OperationOutcomeError, badRequest } from '@medplum/core';
import { parseFhirTime } from '@cardwright/fhir';
import type { Subscription } from '@medplum/fhirtypes';
import type { OwnBases } from '../search/reference-keys.ts';
import { interactionExtensionUrl, secretExtensionUrl, sendDeletesExtensionUrl } from './extension-urls.ts';
import { extensionValues } from './extension-values.ts';
import { readTopicTerms } from './read-topic-terms.ts';
import { readCriteria } from './read-criteria.ts';
import { readTopicTrigger } from './read-topic-trigger.ts';
import type { Interaction, RestHookChannel, ServedSubscription, Trigger } from './served-subscription.ts';
import type { Topic } from './topic.ts';

/** What a Subscription may ask for here. */
export interface SubscriptionRules {
  readonly ownBases: OwnBases;
  readonly allowEndpoint: (endpoint: URL) => boolean;
  readonly topics: readonly Topic[];
  /** How rest-hooks without a secret are sent; one with a secret is always sent Medplum's way. */
  readonly restHookStyle: RestHookChannel['style'];
}

/**
 * Reads a Subscription: R4's criteria, or a topic with the extensions of the Backport IG. Error: 400 with the element when
 * the criteria are neither a topic nor a search that is supported here, the channel is not a rest-hook or websocket with
 * JSON or no payload, a header is not `Name: value`, or the endpoint is not allowed.
 */
export function readSubscription(subscription: Subscription, rules: SubscriptionRules): ServedSubscription {
  const given: Partial<Subscription['channel']> = subscription.channel ?? {};
  if (given.payload !== undefined && !/^application\/(fhir\+)?json\b/.test(given.payload))
    throw refused('The payload must be application/fhir+json or absent.', 'channel.payload');
  const channel = readChannel(subscription, given, rules);
  const topic = rules.topics.find(({ url }) => url === subscription.criteria);
  const endsAt = parseFhirTime(subscription.end)?.start;
  return {
    trigger: topic
      ? readTopicTrigger(subscription, topic, rules.ownBases)
      : readR4Trigger(subscription, channel, rules.ownBases),
    channel,
    ...(topic && { topic: readTopicTerms(subscription, topic.url) }),
    ...(endsAt !== undefined && { endsAt }),
  };
}

/** R4 leaves deletes open: HAPI tells them when it is asked to, Medplum unless it is asked not to. */
function readR4Trigger(
  subscription: Subscription,
  channel: ServedSubscription['channel'],
  ownBases: OwnBases,
): Trigger {
  const interactions = new Set<Interaction>(['create', 'update']);
  const told = extensionValues(subscription, '', interactionExtensionUrl, 'valueCode');
  const [sendDeletes] = extensionValues(subscription, '', sendDeletesExtensionUrl, 'valueBoolean');
  const isMedplum = channel.type === 'rest-hook' && channel.style === 'medplum';
  // HAPI's documentation writes the boolean as a string.
  if (isMedplum || sendDeletes === true || sendDeletes === 'true') interactions.add('delete');
  if (isMedplum && told.length > 0)
    for (const one of [...interactions]) if (!told.includes(one)) interactions.delete(one);
  return readCriteria(subscription.criteria, ownBases, interactions);
}

function readChannel(
  subscription: Subscription,
  given: Partial<Subscription['channel']>,
  { allowEndpoint, restHookStyle }: SubscriptionRules,
): ServedSubscription['channel'] {
  if (given.type === 'websocket') return { type: 'websocket' };
  if (given.type !== 'rest-hook') throw refused('Only rest-hook and websocket channels are supported.', 'channel.type');
  const [secret] = ['', 'channel'].flatMap((path) =>
    extensionValues(subscription, path, secretExtensionUrl, 'valueString'),
  );
  return {
    type: 'rest-hook',
    endpoint: readEndpoint(given.endpoint, allowEndpoint),
    headers: (given.header ?? []).map(readHeader),
    withPayload: given.payload !== undefined,
    style: secret === undefined ? restHookStyle : 'medplum',
    ...(typeof secret === 'string' && { secret }),
  };
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
