import type { SourceProfile } from '../source-profiles.ts';
import type { SubscriptionNotification } from '../notification-event.ts';

/** The registered base of the fixtures' source. */
export const fixtureBase = 'https://ehr.example.org/fhir';

/** One notification as a system sends it, and what it says. Written for these tests, after the source that is named. */
export interface ShapeFixture {
  readonly name: string;
  /** Where the shape is described. */
  readonly after: string;
  readonly profile: SourceProfile;
  readonly attributes?: Readonly<Record<string, string>>;
  /** JSON value, or the text itself. Absent: no body. */
  readonly body?: unknown;
  readonly says: readonly Partial<SubscriptionNotification>[];
}

const observation = {
  resourceType: 'Observation',
  id: 'o1',
  meta: { versionId: '3', lastUpdated: '2026-03-02T08:59:00.000Z' },
  status: 'final',
  code: { text: 'x' },
  subject: { reference: 'Patient/p1' },
} as const;
const o1 = { kind: 'reference', type: 'Observation', id: 'o1' } as const;
const o2 = { ...o1, id: 'o2' } as const;
const pushed = { focus: { ...o1, versionId: '3' }, resource: observation, isDelete: false } as const;
const timestamp = '2026-03-02T08:59:00.000Z';
const statusRequest = { method: 'GET', url: 'Subscription/s1/$status' };

/** A Parameters status entry (Backport IG on R4), from names and values. */
const parameters = (...parameter: readonly unknown[]) => ({ resourceType: 'Parameters', id: 'st', parameter });
const usual = (type: string) => [
  { name: 'subscription', valueReference: { reference: `${fixtureBase}/Subscription/s1` } },
  { name: 'topic', valueCanonical: 'http://example.org/topic/vitals' },
  { name: 'status', valueCode: 'active' },
  { name: 'type', valueCode: type },
];
const event = (number: string, ...part: readonly unknown[]) => ({
  name: 'notification-event',
  part: [{ name: 'event-number', valueString: number }, { name: 'timestamp', valueInstant: timestamp }, ...part],
});
const focus = (reference: string) => ({ name: 'focus', valueReference: { reference } });
const history = (...entry: readonly unknown[]) => ({ resourceType: 'Bundle', type: 'history', timestamp, entry });
const entry = (resource: unknown) => ({
  fullUrl: 'urn:uuid:2efa9f1c-4d04-4a3c-8f43-2f3a9f1c0001',
  resource,
  request: statusRequest,
  response: { status: '200' },
});
const vitals = { subscription: 's1', topic: 'http://example.org/topic/vitals', status: 'active', errors: [] } as const;

const r4: readonly ShapeFixture[] = [
  {
    name: 'R4 without a payload',
    after: 'R4 Subscription, rest-hook; AWS FHIR Works',
    profile: 'r4',
    says: [{ type: 'event-notification', events: [{ isDelete: false }] }],
  },
  {
    name: 'R4 with a payload',
    after: 'R4 Subscription channel type rest-hook: an update of the resource',
    profile: 'r4',
    attributes: { method: 'PUT', path: 'Observation/o1', 'content-type': 'application/fhir+json' },
    body: observation,
    says: [{ type: 'event-notification', events: [pushed] }],
  },
  {
    name: 'HAPI delete',
    after: 'HAPI SubscriptionDeliveringRestHookListener with send-delete',
    profile: 'hapi',
    attributes: { method: 'DELETE', path: 'Observation/o1' },
    says: [{ events: [{ focus: o1, isDelete: true }] }],
  },
  {
    name: 'HAPI transaction',
    after: 'HAPI payload-search-criteria',
    profile: 'hapi',
    body: {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { resource: observation, request: { method: 'PUT', url: 'Observation/o1' } },
        { resource: { resourceType: 'Patient', id: 'p1' }, request: { method: 'PUT', url: 'Patient/p1' } },
        { request: { method: 'DELETE', url: 'Observation/o2' } },
      ],
    },
    says: [
      {
        events: [
          pushed,
          {
            focus: { kind: 'reference', type: 'Patient', id: 'p1' },
            resource: { resourceType: 'Patient', id: 'p1' },
            isDelete: false,
          },
          { focus: o2, isDelete: true },
        ],
      },
    ],
  },
  {
    name: 'AWS FHIR Works with a payload',
    after: 'awslabs USING_SUBSCRIPTIONS.md: the path of the resource, no body',
    profile: 'aws-fhir-works',
    attributes: { method: 'PUT', path: 'Observation/o1' },
    says: [{ events: [{ focus: o1, isDelete: false }] }],
  },
];

const medplum: readonly ShapeFixture[] = [
  {
    name: 'Medplum rest-hook',
    after: 'medplum packages/server/src/workers/subscription.ts',
    profile: 'medplum',
    attributes: {
      method: 'POST',
      path: '',
      'content-type': 'application/fhir+json',
      'x-medplum-subscription': 's1',
      'x-medplum-interaction': 'update',
    },
    body: observation,
    says: [{ type: 'event-notification', subscription: 's1', events: [pushed] }],
  },
  {
    name: 'Medplum delete',
    after: 'the same: an empty object and a header',
    profile: 'medplum',
    attributes: {
      method: 'POST',
      'x-medplum-subscription': 'Subscription/s1',
      'x-medplum-interaction': 'delete',
      'x-medplum-deleted-resource': 'Observation/o1',
    },
    body: {},
    says: [{ subscription: 's1', events: [{ focus: o1, isDelete: true }] }],
  },
  {
    name: 'Medplum WebSocket frame',
    after: 'medplum packages/server/src/subscriptions/websockets.ts',
    profile: 'medplum-websocket',
    body: history(
      {
        resource: {
          resourceType: 'SubscriptionStatus',
          status: 'active',
          type: 'event-notification',
          subscription: { reference: 'Subscription/s1' },
          notificationEvent: [{ eventNumber: '0', timestamp, focus: { reference: 'Observation/o1' } }],
        },
      },
      { resource: observation },
    ),
    says: [
      {
        type: 'event-notification',
        subscription: 's1',
        events: [{ number: 0n, timestamp, focus: o1, resource: observation, isDelete: false }],
      },
    ],
  },
  {
    name: 'Medplum WebSocket heartbeat: one entry for each subscription',
    after: 'the same',
    profile: 'medplum-websocket',
    body: history(
      ...['s1', 's2'].map((id) => ({
        resource: {
          resourceType: 'SubscriptionStatus',
          type: 'heartbeat',
          subscription: { reference: `Subscription/${id}` },
        },
      })),
    ),
    says: [
      { type: 'heartbeat', subscription: 's1', events: [] },
      { type: 'heartbeat', subscription: 's2', events: [] },
    ],
  },
];

const backport: readonly ShapeFixture[] = [
  {
    name: 'Backport R4 handshake',
    after: 'HL7 Subscriptions R5 Backport 1.1.0, R4',
    profile: 'backport-r4',
    body: history(
      entry(parameters(...usual('handshake'), { name: 'events-since-subscription-start', valueString: '0' })),
    ),
    says: [{ ...vitals, type: 'handshake', eventCount: 0n, events: [] }],
  },
  {
    name: 'Backport R4, id only, two events and one of them deleted',
    after: 'the same; entries without resources',
    profile: 'backport-r4',
    body: history(
      entry(
        parameters(
          ...usual('event-notification'),
          { name: 'events-since-subscription-start', valueString: '12' },
          event('11', focus('Observation/o1')),
          event('12', focus(`${fixtureBase}/Observation/o2/_history/5`)),
        ),
      ),
      { fullUrl: `${fixtureBase}/Observation/o2`, request: { method: 'DELETE', url: 'Observation/o2' } },
      { fullUrl: `${fixtureBase}/Observation/o1`, request: { method: 'PUT', url: 'Observation/o1' } },
    ),
    says: [
      {
        ...vitals,
        type: 'event-notification',
        eventCount: 12n,
        events: [
          { number: 11n, timestamp, focus: o1, isDelete: false },
          { number: 12n, timestamp, focus: { ...o2, versionId: '5' }, isDelete: true },
        ],
      },
    ],
  },
  {
    name: 'Backport R4, whole resources, in another order than the events, one by urn:uuid',
    after: 'the same; the IG allows further resources before the focus',
    profile: 'backport-r4',
    body: history(
      entry(
        parameters(
          ...usual('event-notification'),
          event('13', focus('urn:uuid:2efa9f1c-4d04-4a3c-8f43-2f3a9f1c0002')),
          event('14', focus('Observation/o2'), {
            name: 'additional-context',
            valueReference: { reference: 'Patient/p1' },
          }),
        ),
      ),
      { fullUrl: `${fixtureBase}/Patient/p1`, resource: { resourceType: 'Patient', id: 'p1' } },
      { fullUrl: `${fixtureBase}/Observation/o2`, resource: { ...observation, id: 'o2' } },
      { fullUrl: 'urn:uuid:2efa9f1c-4d04-4a3c-8f43-2f3a9f1c0002', resource: observation },
    ),
    says: [
      {
        events: [
          { number: 13n, timestamp, focus: pushed.focus, resource: observation, isDelete: false },
          { number: 14n, timestamp, focus: o2, resource: { ...observation, id: 'o2' }, isDelete: false },
        ],
      },
    ],
  },
  {
    name: 'Backport R4, empty payload',
    after: 'the same: no focus, no entries; the counter says that there is one',
    profile: 'backport-r4',
    body: history(
      entry(parameters(...usual('event-notification'), { name: 'events-since-subscription-start', valueString: '15' })),
    ),
    says: [{ type: 'event-notification', eventCount: 15n, events: [{ number: 15n, isDelete: false }] }],
  },
  {
    name: 'Backport R4, an error',
    after: 'the same, errors.md',
    profile: 'backport-r4',
    body: history(
      entry(
        parameters(
          { name: 'status', valueCode: 'ERROR' },
          { name: 'type', valueCode: 'Heartbeat' },
          { name: 'error', valueCodeableConcept: { coding: [{ code: 'no-response' }], text: 'of Mrs Canarywell' } },
        ),
      ),
    ),
    says: [{ type: 'heartbeat', status: 'error', errors: ['no-response'], events: [] }],
  },
  {
    name: 'Backport R4B',
    after: 'HL7 Subscriptions R5 Backport 1.1.0, R4B',
    profile: 'backport-r4b',
    body: history(
      entry({
        resourceType: 'SubscriptionStatus',
        status: 'active',
        type: 'event-notification',
        topic: 'http://example.org/topic/vitals',
        subscription: { reference: 'Subscription/s1' },
        eventsSinceSubscriptionStart: '2',
        notificationEvent: [{ eventNumber: '2', timestamp, focus: { reference: 'Observation/o1' } }],
      }),
    ),
    says: [{ ...vitals, eventCount: 2n, events: [{ number: 2n, timestamp, focus: o1, isDelete: false }] }],
  },
  {
    name: 'R5, a counter beyond 2^53',
    after: 'R5 SubscriptionStatus: integer64 is a string in JSON',
    profile: 'r5',
    body: {
      resourceType: 'Bundle',
      type: 'subscription-notification',
      entry: [
        {
          resource: {
            resourceType: 'SubscriptionStatus',
            type: 'event-notification',
            eventsSinceSubscriptionStart: '9007199254740993',
            notificationEvent: [{ eventNumber: '9007199254740993', focus: { reference: 'Observation/o1' } }],
          },
        },
      ],
    },
    says: [{ eventCount: 9007199254740993n, events: [{ number: 9007199254740993n, focus: o1, isDelete: false }] }],
  },
  {
    name: 'IHE DSUBm heartbeat with an event',
    after: 'IHE ITI DSUBm, example of a heartbeat',
    profile: 'backport-r4',
    body: history(entry(parameters(...usual('heartbeat'), event('0')))),
    says: [{ type: 'heartbeat', events: [] }],
  },
];

const own: readonly ShapeFixture[] = [
  {
    name: 'HAPI topic on R4: a date for an instant, numbers for strings',
    after: 'HAPI R4NotificationStatusBuilder',
    profile: 'hapi-topic',
    body: history(
      entry(
        parameters(
          ...usual('event-notification'),
          { name: 'events-since-subscription-start', valueInteger: 7 },
          {
            name: 'notification-event',
            part: [
              { name: 'event-number', valueInteger: 7 },
              { name: 'timestamp', valueDate: '2026-03-02' },
              focus('Observation/o1'),
            ],
          },
        ),
      ),
      { resource: observation, request: { method: 'PUT', url: 'Observation/o1' } },
    ),
    says: [
      {
        eventCount: 7n,
        events: [{ number: 7n, timestamp: '2026-03-02', focus: o1, resource: observation, isDelete: false }],
      },
    ],
  },
  {
    name: 'athenahealth',
    after: 'athenahealth/aone-fhir-subscriptions README',
    profile: 'athenahealth',
    body: history(
      entry({
        resourceType: 'SubscriptionStatus',
        status: 'active',
        type: 'event-notification',
        topic: 'https://athena.example.org/fhir/r4/SubscriptionTopic/Observation.delete',
        eventsSinceSubscriptionStart: '2',
        notificationEvent: [
          { id: 'e-1', eventNumber: '1', timestamp, focus: { reference: 'Observation/o1' } },
          {
            id: 'e-2',
            eventNumber: '2',
            timestamp,
            focus: { identifier: { system: 'urn:example:lab', value: '528595' } },
          },
        ],
      }),
      { resource: { resourceType: 'AuditEvent', id: 'e-1' }, response: { status: '200' } },
      { resource: { resourceType: 'AuditEvent', id: 'e-2' }, response: { status: '200' } },
    ),
    says: [
      {
        eventCount: 2n,
        events: [
          { id: 'e-1', number: 1n, timestamp, focus: o1, isDelete: true },
          {
            id: 'e-2',
            number: 2n,
            timestamp,
            focus: { kind: 'identifier', type: 'Observation', system: 'urn:example:lab', value: '528595' },
            isDelete: true,
          },
        ],
      },
    ],
  },
  {
    name: 'Microsoft: text/plain, a URL for a reference, no number',
    after: 'microsoft/fhir-server RestHookChannel.cs',
    profile: 'microsoft',
    attributes: { method: 'POST', 'content-type': 'text/plain; charset=utf-8' },
    body: history(
      entry(
        parameters(
          { name: 'subscription', valueReference: { reference: 'Subscription/s1' } },
          { name: 'topic', valueUri: 'http://example.org/topic/vitals' },
          { name: 'status', valueCode: 'Active' },
          { name: 'type', valueCode: 'EventNotification' },
          {
            name: 'notification-event',
            part: [
              { name: 'focus', valueUri: 'http://EHR.example.org/fhir/Observation/o1' },
              { name: 'timestamp', valueDateTime: timestamp },
            ],
          },
        ),
      ),
    ),
    says: [{ ...vitals, type: 'event-notification', events: [{ timestamp, focus: o1, isDelete: false }] }],
  },
];

/** Every known shape. */
export const shapeFixtures: readonly ShapeFixture[] = [...r4, ...medplum, ...backport, ...own];
