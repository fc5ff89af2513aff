import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { labObservation, testOptions } from '../test-support.ts';
import { IndexedRepository } from './indexed-repository.ts';

const base = 'http://127.0.0.1:3000/fhir';
let repository: IndexedRepository;
beforeEach(() => {
  repository = new IndexedRepository({ ...testOptions(), ownBases: () => [base] });
});

const search = (type: string, query: string): Bundle => repository.searchByQuery(type, [...new URLSearchParams(query)]);
const idsOf = (bundle: Bundle): readonly (string | undefined)[] =>
  (bundle.entry ?? []).map(({ resource }) => resource?.id);
const ids = (type: string, query: string): readonly (string | undefined)[] => idsOf(search(type, query));
const seed = (...resources: Resource[]): void => repository.seed(resources);

describe('reading and writing', () => {
  test('create ignores the id of the body and starts at version 1', async () => {
    const created = await repository.createResource(labObservation('mine'));
    expect(created).toMatchObject({ id: 'new-1', meta: { versionId: '1', lastUpdated: '2026-01-01T00:00:00.000Z' } });
    expect(await repository.readResource('Observation', 'new-1')).toEqual(created);
  });

  test('update creates what is unknown and counts versions', async () => {
    expect((await repository.updateResource(labObservation('a'))).meta?.versionId).toBe('1');
    expect((await repository.updateResource(labObservation('a'))).meta?.versionId).toBe('2');
  });

  test('delete leaves a tombstone; writing again revives the id with the next version', async () => {
    await repository.updateResource(labObservation('a'));
    await repository.deleteResource('Observation', 'a');
    await expect(repository.readResource('Observation', 'a')).rejects.toThrow('Gone');
    await expect(repository.readResource('Observation', 'never')).rejects.toThrow('Not found');
    expect(ids('Observation', '_id=a')).toEqual([]);
    expect((await repository.updateResource(labObservation('a'))).meta?.versionId).toBe('3');
  });

  test('a stale If-Match changes nothing', async () => {
    await repository.updateResource(labObservation('a'));
    await repository.updateResource(labObservation('a', { status: 'amended' }));
    await expect(repository.updateResource(labObservation('a'), { ifMatch: '1' })).rejects.toThrow(
      'Precondition Failed',
    );
    await expect(repository.deleteResource('Observation', 'a', { ifMatch: '1' })).rejects.toThrow(
      'Precondition Failed',
    );
    expect(await repository.readResource('Observation', 'a')).toMatchObject({ status: 'amended' });
  });

  test('what is stored cannot be changed from outside', async () => {
    const given = labObservation('a');
    const stored = await repository.updateResource(given);
    given.status = 'cancelled';
    expect(() => {
      stored.status = 'cancelled';
    }).toThrow(TypeError);
    expect(await repository.readResource('Observation', 'a')).toMatchObject({ status: 'final' });
  });

  test('a patch may change elements but neither id nor type', async () => {
    seed(labObservation('a'));
    const patched = await repository.patchResource('Observation', 'a', [
      { op: 'replace', path: '/status', value: 'amended' },
    ]);
    expect(patched).toMatchObject({ status: 'amended', meta: { versionId: '2' } });
    await expect(
      repository.patchResource('Observation', 'a', [{ op: 'replace', path: '/id', value: 'b' }]),
    ).rejects.toThrow('may not change');
  });

  test.each([
    [{ resourceType: 'Nonsense' }, 'resourceType'],
    [{ resourceType: 'Observation', id: 'with space' }, 'Observation.id'],
    [{ resourceType: 'Observation', meta: 'x' }, 'Observation.meta'],
    [[], 'not a FHIR resource'],
  ])('refuses %j', async (body, told) => {
    const resource: Resource = JSON.parse(JSON.stringify(body));
    await expect(repository.createResource(resource)).rejects.toThrow(told);
  });

  test('two conditional updates at once create one resource', async () => {
    const risk: Resource = {
      resourceType: 'RiskAssessment',
      status: 'final',
      subject: { reference: 'Patient/p1' },
      identifier: [{ system: 'urn:x', value: 'eb12' }],
    };
    const condition = () => ({
      resourceType: risk.resourceType,
      filters: [{ code: 'identifier', operator: 'eq' as const, value: 'urn:x|eb12' }],
    });
    const results = await Promise.all([
      repository.conditionalUpdate(risk, condition()),
      repository.conditionalUpdate(risk, condition()),
    ]);
    expect(results.map(({ outcome }) => outcome.id)).toEqual(['created', 'ok']);
    expect(search('RiskAssessment', '').total).toBe(1);
  });
});

describe('search by reference', () => {
  beforeEach(() => {
    seed(
      labObservation('relative'),
      labObservation('absolute', { subject: { reference: `${base}/Patient/p1` } }),
      labObservation('versioned', { subject: { reference: 'Patient/p1/_history/3' } }),
      labObservation('group', { subject: { reference: 'Group/p1' } }),
      labObservation('foreign', { subject: { reference: 'http://other.example/fhir/Patient/p1' } }),
      labObservation('other', { subject: { reference: 'Patient/p2' } }),
    );
  });
  const local = ['relative', 'absolute', 'versioned'];

  test.each([
    ['patient=p1', local],
    ['patient=Patient/p1', local],
    [`patient=${base}/Patient/p1`, local],
    ['patient=Patient/p1/_history/9', local],
    ['subject=Patient/p1', local],
    ['subject:Patient=p1', local],
    ['subject=p1', [...local, 'group']],
    ['subject=Group/p1', ['group']],
    ['patient=Group/p1', []],
    ['patient=http://other.example/fhir/Patient/p1', ['foreign']],
    ['patient=p1,p2', [...local, 'other']],
    ['patient=p1&subject=Patient/p2', []],
  ])('%s', (query, expected) => {
    expect(ids('Observation', query)).toEqual(expected);
  });
});

describe('search by token', () => {
  const coding = (...codings: readonly (readonly [system: string | undefined, code: string])[]) => ({
    coding: codings.map(([system, code]) => ({ code, ...(system !== undefined && { system }) })),
  });
  beforeEach(() => {
    seed(
      labObservation('first', { code: coding(['http://loinc.org', '2160-0'], ['urn:local', 'CREA']) }),
      labObservation('second', { code: coding(['urn:local', '2160-0']), status: 'entered-in-error' }),
      labObservation('bare', { code: coding([undefined, '2160-0']) }),
      labObservation('panel', {
        code: coding(['http://loinc.org', '85354-9']),
        component: [{ code: coding(['http://loinc.org', '8480-6']) }],
      }),
    );
  });

  test.each([
    ['code=2160-0', ['first', 'second', 'bare']],
    ['code=http://loinc.org|2160-0', ['first']],
    ['code=|2160-0', ['bare']],
    ['code=urn:local|', ['first', 'second']],
    ['code=urn:local|CREA', ['first']],
    ['code=CREA,85354-9', ['first', 'panel']],
    ['code=2160', []],
    ['code=8480-6', []],
    ['combo-code=http://loinc.org|8480-6', ['panel']],
    ['component-code=8480-6', ['panel']],
    ['status=entered-in-error', ['second']],
    ['category=laboratory&status=final&code=CREA', ['first']],
    ['_id=first,panel', ['first', 'panel']],
    ['_id=eq1', []],
  ])('%s', (query, expected) => {
    expect(ids('Observation', query)).toEqual(expected);
  });

  test('an update takes the resource out of the indexes of its old values', async () => {
    await repository.updateResource(
      labObservation('first', { code: coding(['urn:local', 'NEW']), subject: { reference: 'Patient/p9' } }),
    );
    expect(ids('Observation', 'code=CREA')).toEqual([]);
    expect(ids('Observation', 'patient=p9&code=NEW')).toEqual(['first']);
  });

  test('codings, identifiers and booleans are tokens too', () => {
    seed(
      {
        resourceType: 'Encounter',
        id: 'e',
        status: 'in-progress',
        class: { system: 'urn:act', code: 'IMP' },
        period: { start: '2026-01-01' },
      },
      {
        resourceType: 'Patient',
        id: 'p1',
        active: true,
        identifier: [{ system: 'urn:mrn', value: '7' }],
        name: [{ family: 'Größe', given: ['Ana'] }],
      },
    );
    expect(ids('Encounter', 'class=IMP&date=ge2026-05-01')).toEqual(['e']);
    expect(ids('Patient', 'identifier=urn:mrn|7&active=true')).toEqual(['p1']);
    expect(ids('Patient', 'name=gro')).toEqual(['p1']);
    expect(ids('Patient', 'name=ße')).toEqual([]);
  });
});

describe('order and pages', () => {
  beforeEach(() => {
    const at = (id: string, effectiveDateTime: string) => labObservation(id, { effectiveDateTime });
    const undated = labObservation('undated');
    delete undated.effectiveDateTime;
    seed(
      at('b', '2026-02-01'),
      at('a', '2026-01-01'),
      undated,
      at('c', '2026-03-01T00:30:00+02:00'),
      at('twin', '2026-02-01'),
    );
  });

  test.each([
    ['_sort=date', ['a', 'b', 'twin', 'c', 'undated']],
    ['_sort=-date', ['c', 'twin', 'b', 'a', 'undated']],
    ['_sort=-date&_count=2', ['c', 'twin']],
    ['_sort=-date&_count=2&_offset=2', ['b', 'a']],
    ['_sort=-_lastUpdated&_count=1', ['twin']],
    ['_sort=_id', ['a', 'b', 'c', 'twin', 'undated']],
    ['_sort=-date,_id', ['c', 'b', 'twin', 'a', 'undated']],
    ['date=ge2026-02-01', ['b', 'c', 'twin']],
    ['date=ge2026-02-01&date=lt2026-02-15', ['b', 'twin']],
    ['_lastUpdated=gt2026-01-01T00:00:03Z', ['twin']],
  ])('%s', (query, expected) => {
    expect(ids('Observation', query)).toEqual(expected);
  });

  test('following next gives each match once', () => {
    const seen: (string | undefined)[] = [];
    for (let url: string | undefined = 'Observation?patient=p1&_sort=-date&_count=2'; url !== undefined;) {
      const page: Bundle = search('Observation', url.split('?')[1] ?? '');
      expect(page.total).toBe(5);
      seen.push(...idsOf(page));
      url = page.link?.find(({ relation }) => relation === 'next')?.url;
    }
    expect(seen).toEqual(['c', 'twin', 'b', 'a', 'undated']);
  });

  test.each(['_summary=count', '_count=0'])('%s gives the total alone', (query) => {
    const bundle = search('Observation', query);
    expect([bundle.total, bundle.entry]).toEqual([5, undefined]);
    expect(bundle.link?.map(({ relation }) => relation)).toEqual(['self']);
  });

  test.each([
    ['nonsense=1', 'nonsense'],
    ['code:in=x', 'code:in'],
    ['subject:identifier=x', 'subject:identifier'],
    ['patient:Group=x', 'patient:Group'],
    ['_include=*', '_include'],
    ['_include=Observation:code', '_include'],
    ['_revinclude:iterate=Nonsense:subject', '_revinclude:iterate'],
    ['value-quantity=gt2', 'value-quantity'],
    ['code-value-quantity=2160-0$gt2', 'code-value-quantity'],
    ['code:not-in=x', 'code:not-in'],
    ['code:above=x', 'code:above'],
    ['_has:Provenance:target:recorded=2026', '_has'],
    ['_elements=id', '_elements'],
    ['_summary=true', '_summary'],
    ['_sort=status', '_sort=status'],
    ['_count=many', '_count'],
    ['_offset=-1', '_offset'],
    ['date=soon', 'date'],
    ['code=', 'code'],
  ])('%s is refused by name', (query, name) => {
    expect(() => search('Observation', query)).toThrow(`"${name}"`);
  });
});
