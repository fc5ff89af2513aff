import { describe, expect, test } from '@jest/globals';
import { readNotification } from './read-notification.ts';
import { sourceProfiles, type SourceProfile } from './source-profiles.ts';
import { fixtureBase, shapeFixtures, type ShapeFixture } from './testing/shape-fixtures.ts';

const limits = { maxJsonDepth: 64, maxResources: 100 };
const bytesOf = (body: unknown): Buffer =>
  body === undefined ? Buffer.alloc(0) : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
const read = ({ profile, attributes = {}, body }: Pick<ShapeFixture, 'profile' | 'attributes' | 'body'>) =>
  readNotification(
    { capabilities: sourceProfiles[profile], fhirServer: fixtureBase },
    { attributes, body: bytesOf(body) },
    limits,
  );

describe('every known shape', () => {
  test.each(shapeFixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (_name, fixture) => {
    const notifications = read(fixture);
    expect(notifications).toMatchObject(fixture.says);
    // An event is compared whole: what is not said must not be there.
    fixture.says.forEach(({ events }, index) => expect(notifications[index]?.events).toEqual(events));
    expect(notifications).toHaveLength(fixture.says.length);
  });

  test('every profile is among them', () => {
    expect(new Set(shapeFixtures.map(({ profile }) => profile)).size).toBe(Object.keys(sourceProfiles).length);
  });
});

const refused: readonly (readonly [string, SourceProfile, unknown, string, Readonly<Record<string, string>>?])[] = [
  ['no JSON', 'r4', '<Observation/>', 'bad-json'],
  ['bytes that are cut off', 'backport-r4', '{"resourceType":"Bund', 'bad-json'],
  ['too deep', 'r4', '['.repeat(65) + ']'.repeat(65), 'too-deep'],
  [
    'too many resources',
    'hapi',
    JSON.stringify(Array.from({ length: 101 }, () => ({ resourceType: 'X' }))),
    'too-large',
  ],
  ['null', 'r4', 'null', 'bad-request'],
  ['a list', 'medplum', '[]', 'bad-request'],
  ['no resource', 'r4', '{"name":"x"}', 'bad-request'],
  ['a path that names no type', 'r4', undefined, 'bad-request', { path: 'observation/1' }],
  ['a path that leads elsewhere', 'r4', undefined, 'bad-request', { path: 'Observation/..' }],
  ['an address for a path', 'r4', undefined, 'bad-request', { path: 'https://elsewhere.example.org/Observation/1' }],
  ['a delete of nothing', 'hapi', undefined, 'bad-request', { method: 'DELETE' }],
  ['a Bundle without a status', 'backport-r4', { resourceType: 'Bundle', type: 'history', entry: [] }, 'bad-request'],
  ['a bare resource from a source of topics', 'r5', { resourceType: 'Observation', id: 'o1' }, 'bad-request'],
  [
    'a status from a source without topics',
    'hapi',
    { resourceType: 'Bundle', entry: [{ resource: { resourceType: 'SubscriptionStatus' } }] },
    'bad-request',
  ],
];
test.each(refused)('refused for good, and not quoted: %s', (_name, profile, body, code, attributes = {}) => {
  expect(() => read({ profile, body, attributes })).toThrow(expect.objectContaining({ code, details: {} }));
});

const status = (members: object, ...entries: readonly unknown[]) => ({
  resourceType: 'Bundle',
  entry: [{ resource: { resourceType: 'SubscriptionStatus', type: 'event-notification', ...members } }, ...entries],
});
const eventsOf = (body: unknown, profile: SourceProfile = 'backport-r4b') =>
  read({ profile, body }).flatMap(({ events }) => events);
const focused = (focus: unknown) => eventsOf(status({ notificationEvent: [{ focus }] }));

describe('references', () => {
  test.each<[string, unknown, unknown]>([
    ['relative', { reference: 'Observation/o1' }, { type: 'Observation', id: 'o1' }],
    ['with a version', { reference: 'Observation/o1/_history/7' }, { type: 'Observation', id: 'o1', versionId: '7' }],
    ['absolute within the base', { reference: `${fixtureBase}/Observation/o1` }, { type: 'Observation', id: 'o1' }],
    ['in other letters', { reference: 'HTTPS://EHR.Example.ORG:443/fhir/Observation/o1' }, { id: 'o1' }],
    ['http behind a proxy', { reference: 'http://ehr.example.org/fhir/Observation/o1' }, { id: 'o1' }],
    ['a text for a Reference', 'Observation/o1', { id: 'o1' }],
    ['an identifier', { identifier: { value: 'x' }, type: 'Observation' }, { kind: 'identifier', type: 'Observation' }],
    ['literal before logical', { reference: 'Observation/o1', identifier: { value: 'x' } }, { kind: 'reference' }],
    [
      'logical where the literal one leads away',
      { reference: 'https://elsewhere.example.org/Observation/o1', identifier: { value: 'x' } },
      { kind: 'identifier', value: 'x' },
    ],
  ])('%s', (_name, focus, expected) => {
    expect(focused(focus)).toMatchObject([{ focus: expected }]);
  });

  test.each<[string, unknown, string]>([
    ['another host', { reference: 'https://elsewhere.example.org/fhir/Observation/o1' }, 'foreign-address'],
    ['another port', { reference: 'https://ehr.example.org:8443/fhir/Observation/o1' }, 'foreign-address'],
    ['above the base', { reference: 'https://ehr.example.org/Observation/o1' }, 'foreign-address'],
    ['beside the base', { reference: 'https://ehr.example.org/fhir2/Observation/o1' }, 'foreign-address'],
    ['out of the base', { reference: `${fixtureBase}/../other/Observation/o1` }, 'foreign-address'],
    ['a user name', { reference: 'https://me@ehr.example.org/fhir/Observation/o1' }, 'foreign-address'],
    ['a query', { reference: `${fixtureBase}/Observation/o1?x` }, 'foreign-address'],
    ['a longer path', { reference: `${fixtureBase}/Observation/o1/$everything` }, 'unresolved'],
    ['a contained one', { reference: '#o1' }, 'unresolved'],
    ['a urn that no entry has', { reference: 'urn:uuid:2efa9f1c-4d04-4a3c-8f43-000000000000' }, 'unresolved'],
    ['dots for an id', { reference: 'Observation/..' }, 'unresolved'],
    ['an id that is a search', { reference: 'Observation/o1&patient=p2' }, 'unresolved'],
    ['a scheme of its own', { reference: 'file:///etc/passwd' }, 'unresolved'],
  ])('refused as an address: %s', (_name, focus, refusedAs) => {
    expect(focused(focus)).toEqual([{ isDelete: false, refused: refusedAs }]);
  });
});

describe('counters', () => {
  test.each<[unknown, bigint | undefined]>([
    ['12', 12n],
    [12, 12n],
    [' 12 ', 12n],
    ['18446744073709551615', 18446744073709551615n],
    [2 ** 53, undefined],
    [-1, undefined],
    [1.5, undefined],
    ['1e3', undefined],
    ['', undefined],
    [null, undefined],
    [{}, undefined],
  ])('%p', (eventNumber, number) => {
    const [event] = eventsOf(status({ notificationEvent: [{ eventNumber, focus: 'Observation/o1' }] }));
    expect(event?.number).toBe(number);
  });
});

describe('what a sender forgot', () => {
  test('the type of an event', () => {
    const body = status({ type: undefined, notificationEvent: [{ focus: 'Observation/o1' }] });
    expect(read({ profile: 'backport-r4b', body })).toMatchObject([{ type: 'event-notification', events: [{}] }]);
  });

  test('a type that is none is no event', () => {
    const body = status({ type: 'surprise', notificationEvent: [{ focus: 'Observation/o1' }] });
    expect(read({ profile: 'backport-r4b', body })).toMatchObject([{ type: 'unknown', events: [] }]);
  });

  test('the focus, where the Bundle holds the resources', () => {
    const resource = { resourceType: 'Observation', id: 'o1' };
    expect(eventsOf(status({ notificationEvent: [{ eventNumber: '4' }] }, { resource }))).toEqual([
      { number: 4n, focus: { kind: 'reference', type: 'Observation', id: 'o1' }, resource, isDelete: false },
    ]);
  });

  test('the Bundle around the status', () => {
    const body = { resourceType: 'SubscriptionStatus', type: 'heartbeat' };
    expect(read({ profile: 'r5', body })).toMatchObject([{ type: 'heartbeat' }]);
  });

  test('the body, at a source of topics: something changed', () => {
    expect(read({ profile: 'backport-r4', body: ' \r\n' })).toMatchObject([{ events: [{ isDelete: false }] }]);
  });

  test('the id of a resource: it cannot be told', () => {
    expect(eventsOf({ resourceType: 'Observation' }, 'r4')).toMatchObject([{ isDelete: false }]);
    expect(eventsOf({ resourceType: 'Observation', id: 5 }, 'r4')[0]?.focus).toBeUndefined();
  });
});

test('a byte order mark is no part of the JSON', () => {
  expect(eventsOf('\uFEFF{"resourceType":"Observation","id":"o1"}', 'r4')).toMatchObject([{ focus: { id: 'o1' } }]);
});
