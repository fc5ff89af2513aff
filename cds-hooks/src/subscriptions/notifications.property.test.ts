import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import fc from 'fast-check';
import { listen, type Listening } from '../testing/listen.ts';
import { createTestFhir, createTestHost, type TestHost } from '../testing/test-host.ts';
import { sourceKey, testSource } from '../testing/test-source.ts';
import { envelopeKey } from './envelope-key.ts';
import { readNotification } from './read-notification.ts';
import { sourceProfiles, type SourceProfile } from './source-profiles.ts';
import { fixtureBase, shapeFixtures } from './testing/shape-fixtures.ts';

const limits = { maxJsonDepth: 64, maxResources: 1000 };
const profileNames = Object.keys(sourceProfiles).filter((name): name is SourceProfile => name in sourceProfiles);
const profiles = fc.constantFrom(...profileNames);

/** Anything, with the words of notifications among it. */
const words = fc.constantFrom(
  'resourceType',
  'Bundle',
  'Parameters',
  'SubscriptionStatus',
  'entry',
  'parameter',
  'part',
  'name',
  'notification-event',
  'notificationEvent',
  'focus',
  'valueReference',
  'reference',
  'identifier',
  'value',
  'event-notification',
  'urn:uuid:1',
  `${fixtureBase}/Observation/o1`,
  '__proto__',
  'constructor',
);
const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    fc.oneof(words, fc.string(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('anything'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(words, fc.string()), tie('anything'), { maxKeys: 5 }),
  ),
}));

/** A notification of a known shape in which some places hold anything. */
const damaged = fc
  .tuple(fc.constantFrom(...shapeFixtures), fc.array(fc.tuple(fc.nat(), anything), { minLength: 1, maxLength: 3 }))
  .map(([fixture, changes]) => ({
    fixture,
    body: changes.reduce<unknown>((body, [at, value]) => replaceAt(body, at, value), fixture.body),
  }));

/** The value with its `at`-th part, counted through, replaced. */
function replaceAt(root: unknown, at: number, value: unknown): unknown {
  const places: (readonly [parent: object, key: string])[] = [];
  const copy: unknown = structuredClone({ root });
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const key of Object.keys(node)) {
      places.push([node, key]);
      walk(Reflect.get(node, key));
    }
  };
  walk(copy);
  const [parent, key] = places[at % places.length] ?? [{}, ''];
  Reflect.set(parent, key, value);
  return Reflect.get(Object(copy), 'root');
}

const attributes = fc.dictionary(
  fc.constantFrom('method', 'path', 'x-medplum-deleted-resource', 'x-medplum-subscription', 'x-medplum-interaction'),
  fc.oneof(words, fc.string(), fc.constantFrom('DELETE', 'POST', 'delete', 'Observation/o1', '../..')),
);
const kinds = ['handshake', 'heartbeat', 'event-notification', 'query-status', 'query-event', 'unknown'];
const codes = ['bad-json', 'bad-request', 'too-deep', 'too-large'];

/** Reads, and holds what comes out against its type. */
function judge(profile: SourceProfile, body: Buffer, given: Readonly<Record<string, string>>): void {
  const source = { capabilities: sourceProfiles[profile], fhirServer: fixtureBase };
  const envelope = { body, attributes: given, receivedAtMs: 0 };
  expect(['string', 'undefined']).toContain(typeof envelopeKey(source, envelope, limits));
  try {
    for (const { type, events, errors } of readNotification(source, envelope, limits)) {
      expect(kinds).toContain(type);
      expect(errors.every((code) => typeof code === 'string')).toBe(true);
      for (const { focus, number, timestamp, isDelete } of events) {
        if (focus?.kind === 'reference') expect(`${focus.type}/${focus.id}`).toMatch(/^[A-Z][A-Za-z]+\/[\w.~-]+$/);
        expect(['bigint', 'undefined']).toContain(typeof number);
        expect(['string', 'undefined']).toContain(typeof timestamp);
        expect(typeof isDelete).toBe('boolean');
      }
    }
  } catch (error) {
    if (!(error instanceof CardwrightError)) throw error;
    expect(codes).toContain(error.code);
  }
}

test('any JSON is read or refused, by every adapter', () => {
  fc.assert(
    fc.property(profiles, anything, attributes, (profile, value, given) =>
      judge(profile, Buffer.from(JSON.stringify(value) ?? ''), given),
    ),
    { numRuns: 3000 },
  );
});

test('so is a notification with anything in some of its places, and any bytes', () => {
  fc.assert(
    fc.property(damaged, attributes, ({ fixture, body }, given) =>
      judge(fixture.profile, Buffer.from(JSON.stringify(body) ?? ''), { ...fixture.attributes, ...given }),
    ),
    { numRuns: 3000 },
  );
  fc.assert(
    fc.property(profiles, fc.uint8Array({ maxLength: 200 }), (profile, bytes) =>
      judge(profile, Buffer.from(bytes), {}),
    ),
    { numRuns: 500 },
  );
});

let app: Listening;
let host: TestHost;
beforeAll(async () => {
  const sources = profileNames.map((profile) => testSource(createTestFhir([]), { id: profile, profile }));
  host = await createTestHost({ only: [], sources });
  app = await listen(host);
});
afterAll(async () => {
  await app.close();
  await host.store.close();
});

test('at the door whoever has the key is answered 200, or 415 for XML; whoever has not, 401', async () => {
  const types = [
    'application/fhir+json',
    'application/json; charset=utf-16',
    'text/plain',
    'application/fhir+xml',
    '%',
  ];
  const request = fc.record({
    profile: profiles,
    hasKey: fc.boolean(),
    method: fc.constantFrom('POST', 'PUT', 'DELETE'),
    path: fc.constantFrom('', '/', '/Observation/o1', '/observation/%2e%2e', '/__proto__/constructor', '?x=y'),
    body: fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      damaged.map(({ body }) => Buffer.from(JSON.stringify(body) ?? '')),
    ),
    type: fc.constantFrom(...types),
    interaction: fc.stringMatching(/^[ -~]{0,20}$/),
  });
  await fc.assert(
    fc.asyncProperty(request, async ({ profile, hasKey, method, path, body, type, interaction }) => {
      const key = hasKey ? sourceKey : 'another-key-of-length';
      const response = await fetch(`${app.url}/subscriptions/${profile}/${key}${path}`, {
        method,
        body: Uint8Array.from(body),
        headers: { 'content-type': type, 'x-medplum-interaction': interaction },
      });
      const text = await response.text();
      const isXml = type.endsWith('xml') && body.length > 0;
      expect([response.status, text.length > 0]).toEqual(hasKey ? (isXml ? [415, true] : [200, false]) : [401, true]);
    }),
    { numRuns: 400 },
  );
  expect(host.logged.filter((line) => line.includes('"level":50'))).toEqual([]);
});
