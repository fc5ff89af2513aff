import type { Coding, Extension, Subscription } from '@medplum/fhirtypes';
import type { Source } from '../../host.ts';
import type { DesiredSubscription } from './desired-subscriptions.ts';

/** Tags of our Subscriptions: whose it is, and which. */
export const subscriptionTags = {
  installation: 'urn:cardwright:installation',
  subscription: 'urn:cardwright:subscription',
} as const;

/** Header of the notifications that carries the secret. */
export const secretHeader = 'X-Cardwright-Secret';

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const medplum = 'https://medplum.com/fhir/StructureDefinition';

/** What a Subscription is written from. */
export interface SubscriptionTerms {
  readonly source: Pick<Source, 'capabilities' | 'topicFilter'>;
  readonly desired: DesiredSubscription;
  /** `installationOf`. */
  readonly installation: string;
  /** With the path key; unused by WebSockets. */
  readonly endpoint: string;
  readonly secret: string;
  readonly status: 'requested' | 'active';
  /** ISO instant: the source forgets it then, unless it is renewed. */
  readonly end: string;
}

/**
 * The Subscription as the source's release has it. Sources: https://hl7.org/fhir/R4/subscription.html; Subscriptions R5 Backport IG 1.1.0
 * (`backport-subscription`); https://hl7.org/fhir/R5/subscription.html; Medplum `packages/server/src/workers/subscription.ts`.
 */
export function writeSubscription(terms: SubscriptionTerms): Subscription {
  const { capabilities } = terms.source;
  switch (capabilities.subscription) {
    case 'r5':
      return toR5(terms);
    case 'r4-backport':
    case 'r4b-backport':
      return toBackport(terms);
    case 'medplum-websocket':
      return { ...toR4(terms), channel: { type: 'websocket', payload: 'application/fhir+json' } };
    default:
      return toR4(terms);
  }
}

/** The code of the tag by which one of our Subscriptions is found. */
export const identityTag = (installation: string, identity: string): string => `${installation}.${identity}`;

function ours({ installation, desired: { identity, type }, status, end }: SubscriptionTerms) {
  const tag: Coding[] = [
    { system: subscriptionTags.installation, code: installation },
    { system: subscriptionTags.subscription, code: identityTag(installation, identity) },
  ];
  const reason = `Cardwright: changes of ${type} that concern its services (${identityTag(installation, identity)})`;
  return { meta: { tag }, status, end, reason };
}

function toR4(terms: SubscriptionTerms): Subscription {
  const { capabilities } = terms.source;
  const { sendsDeletes, adapter, proof } = capabilities;
  const extension: Extension[] = [];
  if (adapter === 'medplum' && proof === 'x-signature')
    extension.push({
      url: `https://www.medplum.com/fhir/StructureDefinition/subscription-secret`,
      valueString: terms.secret,
    });
  if (adapter === 'medplum')
    for (const valueCode of ['create', 'update', ...(sendsDeletes ? ['delete'] : [])])
      extension.push({ url: `${medplum}/subscription-supported-interaction`, valueCode });
  if (adapter === 'rest-hook' && sendsDeletes)
    extension.push({
      url: 'http://hapifhir.io/fhir/StructureDefinition/subscription-send-delete-messages',
      valueBoolean: true,
    });
  return {
    resourceType: 'Subscription',
    ...ours(terms),
    ...(extension.length > 0 && { extension }),
    criteria: terms.desired.criteria,
    channel: {
      type: 'rest-hook',
      endpoint: terms.endpoint,
      ...(capabilities.payload !== 'empty' && { payload: 'application/fhir+json' }),
      ...headersOf(terms),
    },
  };
}

function toBackport(terms: SubscriptionTerms): Subscription {
  const { payload, heartbeatSeconds } = terms.source.capabilities;
  const filter = filterOf(terms);
  return withSiblings(
    {
      resourceType: 'Subscription',
      ...ours(terms),
      criteria: terms.desired.topic ?? '',
      channel: {
        type: 'rest-hook',
        endpoint: terms.endpoint,
        payload: 'application/fhir+json',
        ...headersOf(terms),
        ...(heartbeatSeconds !== undefined && {
          extension: [{ url: `${backport}/backport-heartbeat-period`, valueUnsignedInt: heartbeatSeconds }],
        }),
      },
    },
    filter === undefined ? [] : [{ url: `${backport}/backport-filter-criteria`, valueString: filter }],
    [{ url: `${backport}/backport-payload-content`, valueCode: payload }],
  );
}

/** Extensions of primitives, which the types of R4 do not show. */
function withSiblings(
  subscription: Subscription,
  onCriteria: readonly Extension[],
  onPayload: readonly Extension[],
): Subscription {
  const { channel, ...rest } = subscription;
  const _criteria = onCriteria.length === 0 ? {} : { _criteria: { extension: onCriteria } };
  return Object.assign(rest, _criteria, { channel: Object.assign(channel, { _payload: { extension: onPayload } }) });
}

/** The IG describes `code=…`, its examples are `Observation?code=…`: servers take the one or the other. */
function filterOf({ source: { topicFilter }, desired: { criteria } }: SubscriptionTerms): string | undefined {
  const query = criteria.slice(criteria.indexOf('?') + 1);
  if (query === '' || topicFilter === 'none') return undefined;
  return topicFilter === 'query' ? criteria : query;
}

function toR5(terms: SubscriptionTerms): Subscription {
  const { capabilities, topicFilter } = terms.source;
  const { desired, endpoint, secret } = terms;
  const query = new URLSearchParams(desired.criteria.slice(desired.criteria.indexOf('?') + 1));
  const filterBy = [...query].map(([filterParameter, value]) => ({
    resourceType: desired.type,
    filterParameter,
    value,
  }));
  const { status, end, reason, meta } = ours(terms);
  const r5 = {
    resourceType: 'Subscription',
    meta,
    status,
    end,
    reason,
    topic: desired.topic,
    ...(filterBy.length > 0 && topicFilter !== 'none' && { filterBy }),
    channelType: { system: 'http://terminology.hl7.org/CodeSystem/subscription-channel-type', code: 'rest-hook' },
    endpoint,
    ...(capabilities.proof === 'header' && { parameter: [{ name: secretHeader, value: secret }] }),
    ...(capabilities.heartbeatSeconds !== undefined && { heartbeatPeriod: capabilities.heartbeatSeconds }),
    contentType: 'application/fhir+json',
    content: capabilities.payload,
  };
  // What R4's types do not know; the server is an R5 one.
  const subscription: Subscription = JSON.parse(JSON.stringify(r5));
  return subscription;
}

const headersOf = ({ source: { capabilities }, secret }: SubscriptionTerms): Pick<Subscription['channel'], 'header'> =>
  capabilities.proof === 'header' ? { header: [`${secretHeader}: ${secret}`] } : {};
