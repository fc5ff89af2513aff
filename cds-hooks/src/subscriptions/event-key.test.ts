import { expect, test } from '@jest/globals';
import { eventKey } from './event-key.ts';
import type { ChangeEvent } from './notification-event.ts';
import { sourceProfiles, type SourceProfile } from './source-profiles.ts';

const timestamp = '2026-03-02T08:59:00Z';
const focus = { kind: 'reference', type: 'Observation', id: 'o1' } as const;
const resource = (meta: object) =>
  ({ resourceType: 'Observation', id: 'o1', meta }) as unknown as NonNullable<ChangeEvent['resource']>;
const keyOf = (profile: SourceProfile, event: Partial<ChangeEvent>, subscription = 's1') =>
  eventKey(sourceProfiles[profile], { subscription }, { isDelete: false, ...event });

const cases: readonly (readonly [string, SourceProfile, Partial<ChangeEvent>, string | undefined])[] = [
  ['the id of the event', 'athenahealth', { id: 'e-1', number: 1n, timestamp, focus }, 'event e-1'],
  ['also of a delete', 'athenahealth', { id: 'e-1', isDelete: true, focus }, 'event e-1'],
  ['an id that is not declared to be unique', 'backport-r4', { id: 'e-1' }, undefined],
  [
    'the version before the number',
    'backport-r4',
    { number: 7n, timestamp, focus: { ...focus, versionId: '3' } },
    `version Observation/o1/_history/3 ${timestamp}`,
  ],
  [
    'the version of the resource that came along',
    'hapi-topic',
    { number: 1n, focus, resource: resource({ versionId: '3', lastUpdated: '2026-03-02T08:58:00Z' }) },
    'version Observation/o1/_history/3 2026-03-02T08:58:00Z',
  ],
  ['a version without a time', 'r4', { focus: { ...focus, versionId: '3' } }, undefined],
  ['a version of a day', 'hapi-topic', { focus: { ...focus, versionId: '3' }, timestamp: '2026-03-02' }, undefined],
  ['a version that is no text', 'r4', { focus, timestamp, resource: resource({ versionId: 3 }) }, undefined],
  ['a monotonic number', 'backport-r4b', { number: 7n, timestamp, focus }, `number s1 7 ${timestamp}`],
  ['a number per Bundle', 'athenahealth', { number: 7n, timestamp, focus }, undefined],
  ['a number that is always the same', 'medplum-websocket', { number: 1n, timestamp, focus }, undefined],
  ['the number 0', 'r5', { number: 0n, timestamp, focus }, undefined],
  ['a number without a time: after a restart it is another event', 'r5', { number: 7n, focus }, undefined],
  ['a delete: what came back may go again', 'backport-r4', { number: 7n, timestamp, focus, isDelete: true }, undefined],
  ['nothing', 'r4', {}, undefined],
];
test.each(cases)('%s', (_name, profile, event, key) => {
  expect(keyOf(profile, event)).toBe(key);
});

test('a number of nobody’s subscription is no key', () => {
  expect(eventKey(sourceProfiles.r5, {}, { isDelete: false, number: 7n, timestamp, focus })).toBeUndefined();
});

test('the same number at another time, or of another subscription, is another event', () => {
  const keys = [
    keyOf('r5', { number: 7n, timestamp, focus }),
    keyOf('r5', { number: 7n, timestamp: '2026-03-02T09:00:00Z', focus }),
    keyOf('r5', { number: 7n, timestamp, focus }, 's2'),
  ];
  expect(new Set(keys).size).toBe(3);
});
