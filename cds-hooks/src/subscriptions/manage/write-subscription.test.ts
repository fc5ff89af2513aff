import { expect, test } from '@jest/globals';
import { createTestFhir } from '../../testing/test-host.ts';
import { testSource, type TestSource } from '../../testing/test-source.ts';
import { desiredSubscriptions, installationOf } from './desired-subscriptions.ts';
import { payloadOf } from './payload-of.ts';
import { writeSubscription } from './write-subscription.ts';

const backport = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition';
const topics = { Observation: 'http://topic.example/observation' };

function write(given: TestSource, criteria = 'Observation?code=http%3A%2F%2Floinc.org%7C8867-4') {
  const source = testSource(createTestFhir([]), { topics, ...given });
  const [desired] = desiredSubscriptions([criteria], source).desired;
  if (desired === undefined) throw new Error('nothing is wanted');
  const installation = installationOf('https://cds.example.org', 'ward');
  const endpoint = 'https://cds.example.org/subscriptions/ward/key';
  const status = source.capabilities.createAs;
  return writeSubscription({
    source,
    desired,
    installation,
    endpoint,
    secret: 's3',
    status,
    end: '2026-04-01T00:00:00Z',
  });
}

const rest = { type: 'rest-hook', endpoint: 'https://cds.example.org/subscriptions/ward/key' };
const header = ['X-Cardwright-Secret: s3'];
const json = 'application/fhir+json';
const heartbeat = [{ url: `${backport}/backport-heartbeat-period`, valueUnsignedInt: 60 }];
const idOnly = { extension: [{ url: `${backport}/backport-payload-content`, valueCode: 'id-only' }] };
const medplum = 'https://medplum.com/fhir/StructureDefinition/subscription-supported-interaction';

test.each<[string, TestSource, unknown]>([
  [
    'R4',
    { profile: 'r4' },
    { status: 'requested', criteria: /^Observation\?code=/, channel: { ...rest, payload: json, header } },
  ],
  [
    'HAPI',
    { profile: 'hapi' },
    {
      extension: [
        { url: 'http://hapifhir.io/fhir/StructureDefinition/subscription-send-delete-messages', valueBoolean: true },
      ],
    },
  ],
  [
    'Medplum',
    { profile: 'medplum' },
    {
      status: 'active',
      channel: { ...rest, payload: json },
      extension: [
        { url: 'https://www.medplum.com/fhir/StructureDefinition/subscription-secret', valueString: 's3' },
        ...['create', 'update', 'delete'].map((valueCode) => ({ url: medplum, valueCode })),
      ],
    },
  ],
  [
    'Medplum by WebSocket',
    { profile: 'medplum-websocket' },
    { status: 'active', channel: { type: 'websocket', payload: json } },
  ],
  [
    'Backport',
    { profile: 'backport-r4' },
    {
      criteria: 'http://topic.example/observation',
      _criteria: {
        extension: [
          {
            url: `${backport}/backport-filter-criteria`,
            valueString: 'Observation?code=http%3A%2F%2Floinc.org%7C8867-4',
          },
        ],
      },
      channel: { ...rest, payload: json, header, _payload: idOnly, extension: heartbeat },
    },
  ],
  [
    'Backport with filters by parameter',
    { profile: 'backport-r4b', topicFilter: 'parameter' },
    {
      _criteria: {
        extension: [
          { url: `${backport}/backport-filter-criteria`, valueString: 'code=http%3A%2F%2Floinc.org%7C8867-4' },
        ],
      },
    },
  ],
  [
    'R5',
    { profile: 'r5' },
    {
      topic: 'http://topic.example/observation',
      filterBy: [{ resourceType: 'Observation', filterParameter: 'code', value: 'http://loinc.org|8867-4' }],
      channelType: { code: 'rest-hook' },
      endpoint: rest.endpoint,
      parameter: [{ name: 'X-Cardwright-Secret', value: 's3' }],
      content: 'id-only',
      heartbeatPeriod: 60,
    },
  ],
  [
    'microsoft, which sends no headers',
    { profile: 'microsoft' },
    { channel: { ...rest, payload: json, _payload: idOnly } },
  ],
])('%s', (_, given, expected) => {
  const written: unknown = write(given);
  const wanted = JSON.parse(JSON.stringify(expected, (__, value) => (value instanceof RegExp ? undefined : value)));
  expect(written).toMatchObject(wanted);
  expect(written).toMatchObject({
    end: '2026-04-01T00:00:00Z',
    meta: { tag: [{ system: 'urn:cardwright:installation' }, {}] },
  });
});

test('a secret goes nowhere where no header is sent', () => {
  expect(JSON.stringify(write({ profile: 'microsoft' }))).not.toContain('s3');
  expect(JSON.stringify(write({ profile: 'medplum-websocket' }))).not.toContain('s3');
});

test('what we write is never subscribed to, nor a type without a topic', () => {
  const source = testSource(createTestFhir([]), { profile: 'backport-r4', topics });
  expect(desiredSubscriptions(['RiskAssessment', 'Flag?status=active', 'Condition', 'Observation'], source)).toEqual({
    desired: [{ identity: 'observation-1', type: 'Observation', criteria: 'Observation?', topic: topics.Observation }],
    refused: [
      { type: 'RiskAssessment', why: 'written-by-us' },
      { type: 'Flag', why: 'written-by-us' },
      { type: 'Condition', why: 'no-topic' },
    ],
  });
});

test('each part of a long list of codes has an identity of its own', () => {
  const source = testSource(createTestFhir([]), { profile: 'r4' });
  const { desired } = desiredSubscriptions(['Observation?code=a', 'Observation?code=b', 'Condition'], source);
  expect(desired.map(({ identity }) => identity)).toEqual(['observation-1', 'observation-2', 'condition-1']);
});

test.each<[string, TestSource, string]>([
  ['R4', { profile: 'r4' }, json],
  ['Backport', { profile: 'backport-r4' }, 'id-only'],
  ['R5', { profile: 'r5' }, 'id-only'],
  ['nothing', { profile: 'r4', capabilities: { payload: 'empty' } }, 'none'],
])('the payload of %s is read back', (_, given, payload) => {
  expect(payloadOf(write(given))).toBe(payload);
});
