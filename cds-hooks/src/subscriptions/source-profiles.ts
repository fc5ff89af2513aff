import type { SourceCapabilities } from './source-capabilities.ts';

/** R4 itself: no handshake, no event number, nothing said about order, retries and deletes (R4 Subscription, rest-hook). */
const r4: SourceCapabilities = {
  adapter: 'rest-hook',
  eventNumber: 'absent',
  hasEventIds: false,
  hasStatusOperation: false,
  hasEventsOperation: false,
  hasHistory: false,
  retryWindowSeconds: 60,
  sendsDeletes: false,
  // R4 knows all or nothing; nothing would make us search for whatever changed lately. The content is not believed either way.
  payload: 'full-resource',
  subscription: 'r4-criteria',
  proof: 'header',
  createAs: 'requested',
};

/** HL7 Subscriptions R5 Backport 1.1.0: handshake, monotonic counter, `$status`; `$events` may exist; a server may retry. */
const backportR4: SourceCapabilities = {
  adapter: 'status-bundle',
  eventNumber: 'monotonic',
  hasEventIds: false,
  hasStatusOperation: true,
  hasEventsOperation: true,
  hasHistory: false,
  heartbeatSeconds: 60,
  retryWindowSeconds: 60,
  sendsDeletes: true,
  // The least data in the channel; what counts is read at the source.
  payload: 'id-only',
  subscription: 'r4-backport',
  proof: 'header',
  createAs: 'requested',
};

/**
 * HAPI FHIR JPA, classic subscriptions (`SubscriptionDeliveringRestHookListener`): PUT of the resource, DELETE where
 * `subscription-send-delete-messages` asks for it, a transaction for `payload-search-criteria`. Retries for about a minute, then
 * drops (hapi-fhir issue 6002).
 */
const hapi: SourceCapabilities = { ...r4, hasHistory: true, sendsDeletes: true };

/**
 * HAPI's topic dispatcher on R4 (`R4NotificationStatusBuilder`): the number counts deliveries in the memory of one instance
 * (earlier: is always 1), so it says nothing; no handshake and no `$status` were seen.
 */
const hapiTopic: SourceCapabilities = {
  ...hapi,
  adapter: 'status-bundle',
  eventNumber: 'constant',
  payload: 'id-only',
  subscription: 'r4-backport',
};

/**
 * Medplum rest-hook (`packages/server/src/workers/subscription.ts`): POST of the bare resource, `{}` and a header for a delete.
 * Only `active` subscriptions are looked at. Tries at 0, 1, 3, 7 and 15 seconds.
 */
const medplum: SourceCapabilities = {
  ...r4,
  adapter: 'medplum',
  retryWindowSeconds: 15,
  sendsDeletes: true,
  proof: 'x-signature',
  createAs: 'active',
};

/** Medplum WebSocket: at most once, event number always '0', the heartbeat has one status entry for each subscription. */
const medplumWebsocket: SourceCapabilities = {
  ...medplum,
  adapter: 'status-bundle',
  eventNumber: 'constant',
  retryWindowSeconds: 0,
  sendsDeletes: false,
  subscription: 'medplum-websocket',
  proof: 'none',
};

/**
 * athenahealth (aone-fhir-subscriptions): numbers restart at 1 in every Bundle, events have ids, nothing is ordered; tries for an
 * hour. The secret of `X-Hub-Signature` is given in a header of the create call, so subscriptions are made by hand.
 */
const athenahealth: SourceCapabilities = {
  ...backportR4,
  adapter: 'athenahealth',
  eventNumber: 'per-bundle',
  hasEventIds: true,
  hasStatusOperation: false,
  hasEventsOperation: false,
  retryWindowSeconds: 3600,
  subscription: 'none',
};

/**
 * microsoft/fhir-server's subscription feature (`RestHookChannel.cs`, not on the default branch): text/plain, focus as `valueUri`,
 * no event number, a failed delivery is logged and forgotten.
 */
const microsoft: SourceCapabilities = {
  ...backportR4,
  eventNumber: 'absent',
  hasStatusOperation: false,
  hasEventsOperation: false,
  retryWindowSeconds: 0,
  sendsDeletes: false,
  proof: 'none',
};

/** The systems that are known, by name. */
export const sourceProfiles = {
  r4,
  hapi,
  'hapi-topic': hapiTopic,
  medplum,
  'medplum-websocket': medplumWebsocket,
  'backport-r4': backportR4,
  'backport-r4b': { ...backportR4, subscription: 'r4b-backport' },
  r5: { ...backportR4, subscription: 'r5' },
  athenahealth,
  microsoft,
  // AWS FHIR Works (USING_SUBSCRIPTIONS.md): a payload makes it PUT the path of the resource with no body; at least once.
  'aws-fhir-works': { ...r4, retryWindowSeconds: 0, payload: 'id-only', proof: 'none' },
} as const satisfies Readonly<Record<string, SourceCapabilities>>;

export type SourceProfile = keyof typeof sourceProfiles;
