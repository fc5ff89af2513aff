import { beforeEach, describe, expect, test } from '@jest/globals';
import { IndexedRepository } from '../repository/indexed-repository.ts';
import { labObservation, testOptions } from '../test-support.ts';

const base = 'http://127.0.0.1:3000/fhir';
let repository: IndexedRepository;
beforeEach(() => {
  repository = new IndexedRepository({ ...testOptions(), ownBases: () => [base] });
  const subject = { reference: 'Patient/p1' };
  repository.seed([
    { resourceType: 'Patient', id: 'p1' },
    { resourceType: 'Patient', id: 'p2' },
    {
      resourceType: 'Encounter',
      id: 'e1',
      status: 'finished',
      class: { code: 'IMP' },
      subject: { reference: `${base}/Patient/p1` },
    },
    labObservation('o1', { encounter: { reference: 'Encounter/e1' }, subject: { reference: 'Patient/p2' } }),
    labObservation('o2', { subject }),
    labObservation('o3', { subject: { reference: 'Patient/nowhere' } }),
    labObservation('o4', { subject: { reference: 'http://other.example/fhir/Patient/p1' } }),
    {
      resourceType: 'Provenance',
      id: 'v1',
      recorded: '2026-01-01T00:00:00Z',
      target: [{ reference: 'Observation/o1' }],
      agent: [{ who: subject }],
    },
  ]);
});

function found(query: string): readonly string[] {
  const { entry = [] } = repository.searchByQuery('Observation', [...new URLSearchParams(query)]);
  return entry.map(({ resource, search }) => `${search?.mode} ${resource?.resourceType}/${resource?.id}`);
}

describe('includes', () => {
  test.each([
    [
      '_id=o1,o2&_include=Observation:subject',
      ['match Observation/o1', 'match Observation/o2', 'include Patient/p2', 'include Patient/p1'],
    ],
    ['_id=o2,o2&_include=Observation:patient', ['match Observation/o2', 'include Patient/p1']],
    ['_id=o1&_include=Observation:encounter', ['match Observation/o1', 'include Encounter/e1']],
    ['_id=o1&_include=Observation:subject:Group', ['match Observation/o1']],
    ['_id=o1&_include=Observation:subject:Patient', ['match Observation/o1', 'include Patient/p2']],
    ['_id=o3,o4&_include=Observation:subject', ['match Observation/o3', 'match Observation/o4']],
    ['_id=o1&_revinclude=Provenance:target', ['match Observation/o1', 'include Provenance/v1']],
    [
      '_id=o1&_include=Observation:encounter&_include=Encounter:subject',
      ['match Observation/o1', 'include Encounter/e1'],
    ],
    [
      '_id=o1&_include=Observation:encounter&_include:iterate=Encounter:subject',
      ['match Observation/o1', 'include Encounter/e1', 'include Patient/p1'],
    ],
    [
      '_id=o2&_include=Observation:patient&_revinclude:iterate=Encounter:patient&_revinclude:iterate=Observation:encounter',
      ['match Observation/o2', 'include Patient/p1', 'include Encounter/e1', 'include Observation/o1'],
    ],
  ])('%s', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  test('what is included is not counted, and a page brings along its own only', () => {
    const bundle = repository.searchByQuery('Observation', [
      ['_sort', '_id'],
      ['_count', '1'],
      ['_include', 'Observation:subject'],
    ]);
    expect([bundle.total, bundle.entry?.map(({ resource }) => resource?.id)]).toEqual([4, ['o1', 'p2']]);
    expect(bundle.link?.find(({ relation }) => relation === 'next')?.url).toContain('_include=');
  });

  test('a circle of :iterate ends', () => {
    expect(found('_id=o2&_include:iterate=Observation:subject&_revinclude:iterate=Observation:subject')).toEqual([
      'match Observation/o2',
      'include Patient/p1',
    ]);
  });
});
