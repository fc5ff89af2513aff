import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import type { Sighting } from '@cardwright/store';
import type { ServedService } from '../host.ts';
import { createTestHost } from '../testing/test-host.ts';
import { chartOf } from '../testing/test-source.ts';
import { judgeChanges, type SeenResource } from './judge-changes.ts';

const vital = { ...chartOf('deterioration-news2', 'deteriorating.json').find(isObservation), id: 'o1' } as Resource;
let services: readonly ServedService[];

beforeAll(async () => {
  services = [...(await createTestHost({ only: ['deterioration-news2', 'cvd-risk-prevent'] })).services.values()];
});

function isObservation({ resourceType }: Resource): boolean {
  return resourceType === 'Observation';
}

const at = (versionId: string, lastUpdated: string, change: object = {}): SeenResource => ({
  type: 'Observation',
  id: 'o1',
  resource: { ...vital, ...change, meta: { versionId, lastUpdated } } as Resource,
});
const gone: SeenResource = { type: 'Observation', id: 'o1' };
const sighted = (change: Partial<Sighting> = {}): Sighting => ({
  source: 'ward',
  resource: 'Observation/o1',
  patient: 'p1',
  versionId: '2',
  lastUpdatedMs: Date.parse('2026-03-02T08:00:00Z'),
  ...change,
});
const judge = (seen: readonly SeenResource[], ...known: readonly Sighting[]) =>
  judgeChanges({ source: 'ward', seen, known: new Map(known.map((one) => [one.resource, one])), services });
const patientOf = (resource: Resource): string =>
  ('subject' in resource && resource.subject && 'reference' in resource.subject
    ? (resource.subject.reference ?? '')
    : ''
  ).replace('Patient/', '');

describe('whom a change concerns', () => {
  test('a resource not seen before: its patient, and the services that it can change', () => {
    const judged = judge([at('1', '2026-03-02T08:00:00Z')]);
    expect(judged.wakes).toEqual([{ source: 'ward', patient: patientOf(vital), services: ['deterioration-news2'] }]);
    expect(judged.sightings).toEqual([
      sighted({ patient: patientOf(vital), versionId: '1', lastUpdatedMs: Date.parse('2026-03-02T08:00:00Z') }),
    ]);
  });

  test('what concerns no service is neither heard nor remembered', () => {
    const other = { coding: [{ system: 'http://example.org', code: 'x' }], text: 'x' };
    expect(judge([at('1', '2026-03-02T08:00:00Z', { code: other, component: [] })])).toEqual({
      wakes: [],
      sightings: [],
    });
  });

  test.each<[string, SeenResource, Sighting, boolean]>([
    ['the same version', at('2', '2026-03-02T08:00:00Z'), sighted(), false],
    [
      'another version of an earlier time: the nodes of a server have several clocks',
      at('3', '2026-03-02T07:59:58Z'),
      sighted(),
      true,
    ],
    [
      'the same version at another time: a restored server counts anew',
      at('2', '2026-03-02T09:00:00Z'),
      sighted(),
      true,
    ],
    ['the same version without a time', at('2', ''), sighted(), false],
    ['the same version, its time cut to the second', at('2', '2026-03-02T08:00:00.250Z'), sighted(), false],
    ['a newer version', at('3', '2026-03-02T09:00:00Z'), sighted(), true],
    ['another version at the same time', at('x', '2026-03-02T08:00:00Z'), sighted(), true],
    ['one that was gone and is back', at('2', '2026-03-02T07:00:00Z'), sighted({ isGone: true }), true],
    ['one that is gone', gone, sighted(), true],
    ['one that is gone still', gone, sighted({ isGone: true }), false],
  ])('%s', (_name, seen, known, isHeard) => {
    expect(judge([seen], known).wakes.length > 0).toBe(isHeard);
  });

  test('an amendment to something else than what the service reads is heard: it counted before', () => {
    const other = { coding: [{ system: 'http://example.org', code: 'x' }], text: 'x' };
    expect(judge([at('3', '2026-03-02T09:00:00Z', { code: other })], sighted()).wakes).toHaveLength(1);
  });

  test('a resource that now belongs to somebody else concerns both', () => {
    const judged = judge([at('3', '2026-03-02T09:00:00Z', { subject: { reference: 'Patient/p9' } })], sighted());
    expect(judged.wakes.map(({ patient }) => patient).toSorted()).toEqual(['p1', 'p9']);
    expect(judged.sightings).toMatchObject([{ patient: 'p9' }]);
  });

  test('one that is gone is remembered as gone, with the patient it was seen with', () => {
    const judged = judge([gone], sighted());
    expect(judged.wakes).toMatchObject([{ patient: 'p1' }]);
    expect(judged.sightings).toMatchObject([{ patient: 'p1', isGone: true }]);
    expect(judge([gone])).toEqual({ wakes: [], sightings: [] });
  });

  test('many resources of one patient are one wake', () => {
    const second = { ...at('1', '2026-03-02T08:00:00Z'), id: 'o2' };
    expect(judge([at('1', '2026-03-02T08:00:00Z'), second]).wakes).toHaveLength(1);
  });
});

describe('patients', () => {
  const patient = (change: object): SeenResource => ({
    type: 'Patient',
    id: 'p1',
    resource: {
      resourceType: 'Patient',
      id: 'p1',
      meta: { versionId: '3', lastUpdated: '2026-03-02T09:00:00Z' },
      ...change,
    },
  });
  const known = sighted({ resource: 'Patient/p1' });

  test('a new patient is no news; one whose data were used is', () => {
    expect(judge([patient({})]).wakes).toEqual([]);
    expect(judge([patient({})], known).wakes).toEqual([
      { source: 'ward', patient: 'p1', services: ['deterioration-news2'] },
    ]);
  });

  test('merged into another, both are looked at', () => {
    const link = [{ type: 'replaced-by', other: { reference: 'https://ehr.example.org/fhir/Patient/p2' } }];
    for (const before of [[], [known]])
      expect(judge([patient({ active: false, link })], ...before).wakes.map((wake) => wake.patient)).toEqual([
        'p1',
        'p2',
      ]);
  });
});
