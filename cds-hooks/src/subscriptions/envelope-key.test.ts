import { describe, expect, test } from '@jest/globals';
import { envelopeKey, repetitionWindowMs } from './envelope-key.ts';
import { sourceProfiles, type SourceProfile } from './source-profiles.ts';
import { fixtureBase, shapeFixtures } from './testing/shape-fixtures.ts';

const limits = { maxJsonDepth: 64, maxResources: 100 };
interface Sent {
  readonly profile?: SourceProfile;
  readonly body?: unknown;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly atMs?: number;
}
const keyOf = ({ profile = 'r4', body, attributes = {}, atMs = 0 }: Sent) =>
  envelopeKey(
    { capabilities: sourceProfiles[profile], fhirServer: fixtureBase },
    {
      body: Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
      attributes,
      receivedAtMs: atMs,
    },
    limits,
  );

/** What is never a repetition, and why. */
const alwaysNew: ReadonlySet<string> = new Set([
  'R4 without a payload',
  'HAPI delete',
  'HAPI transaction',
  'AWS FHIR Works with a payload',
  'Medplum delete',
  'Medplum WebSocket heartbeat: one entry for each subscription',
  'Backport R4 handshake',
  'Backport R4, id only, two events and one of them deleted',
  'Backport R4, empty payload',
  'Backport R4, an error',
  'R5, a counter beyond 2^53',
  'IHE DSUBm heartbeat with an event',
]);
test.each(shapeFixtures.map((fixture) => [fixture.name, fixture] as const))('%s', (name, fixture) => {
  const key = keyOf(fixture);
  expect(key === undefined).toBe(alwaysNew.has(name));
  expect(keyOf(fixture)).toBe(key);
});

/** Its version tells its changes apart, and without a time it has no key of its own. */
const observation = { resourceType: 'Observation', id: 'o1', valueString: 'a', meta: { versionId: '2' } };
const versioned = { ...observation, meta: { versionId: '2', lastUpdated: '2026-03-02T08:59:00Z' } };

describe('by bytes', () => {
  test('for as long as a sender repeats', () => {
    const key = keyOf({ body: observation });
    expect(keyOf({ body: observation, atMs: repetitionWindowMs - 1 })).toBe(key);
    expect(keyOf({ body: observation, atMs: repetitionWindowMs })).not.toBe(key);
  });

  test('and by what the request says besides', () => {
    const keys = [{}, { path: 'Observation/o1' }, { path: 'Observation/o2' }, { method: 'PUT' }].map((attributes) =>
      keyOf({ body: observation, attributes }),
    );
    expect(new Set(keys).size).toBe(4);
    expect(keyOf({ body: observation, attributes: { a: '1', b: '2' } })).toBe(
      keyOf({ body: observation, attributes: { b: '2', a: '1' } }),
    );
  });

  test('but not where nothing says which change it was: a value may be set back within the time', () => {
    expect(keyOf({ body: { ...observation, meta: {} } })).toBeUndefined();
    expect(keyOf({ body: { ...observation, meta: { lastUpdated: '2026-03-02T08:59:00Z' } } })).toBeDefined();
  });

  test('what cannot be read, too', () => {
    expect(keyOf({ body: '<Observation/>' })).toBe(keyOf({ body: '<Observation/>' }));
    expect(keyOf({ body: '<Observation/>' })).not.toBe(keyOf({ body: '<Observation />' }));
  });

  test('what is too large to be looked into', () => {
    const large = { ...versioned, valueString: 'x'.repeat(300_000) };
    expect(keyOf({ body: large })).toBe(keyOf({ body: large }));
    expect(keyOf({ body: large })).not.toBe(keyOf({ body: large, atMs: repetitionWindowMs }));
  });
});

describe('by the keys of the events', () => {
  test('whatever the bytes and the time: a version is notified by two subscriptions, and again an hour later', () => {
    const key = keyOf({ body: versioned });
    expect(keyOf({ body: { ...versioned, status: 'final' }, atMs: 3_600_000, attributes: { method: 'PUT' } })).toBe(
      key,
    );
  });

  test('another version, or the same one of a restored server, is news', () => {
    const key = keyOf({ body: versioned });
    expect(keyOf({ body: { ...versioned, meta: { ...versioned.meta, versionId: '3' } } })).not.toBe(key);
    const restored = { ...versioned.meta, lastUpdated: '2026-03-02T09:10:00Z' };
    expect(keyOf({ body: { ...versioned, meta: restored } })).not.toBe(key);
  });

  test('several events are the same again when all of them are', () => {
    const two = (second: object) => ({
      profile: 'hapi' as const,
      body: { resourceType: 'Bundle', type: 'transaction', entry: [{ resource: versioned }, { resource: second }] },
    });
    const other = { ...versioned, id: 'o2' };
    expect(keyOf(two(other))).toBe(keyOf(two({ ...other, status: 'final' })));
    expect(keyOf(two(other))).not.toBe(keyOf(two({ ...versioned, id: 'o3' })));
  });
});
