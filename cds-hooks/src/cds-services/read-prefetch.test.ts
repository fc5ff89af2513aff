import { describe, expect, test } from '@jest/globals';
import { readPrefetch } from './read-prefetch.ts';

const observation = { resourceType: 'Observation', id: 'o1' };
const patient = { resourceType: 'Patient', id: 'p1' };
const outcome = { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'exception' }] };
const bundle = (...resources: readonly unknown[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});

const slots: readonly (readonly [string, unknown, string, readonly unknown[]])[] = [
  ['null says that there is no such data', null, 'none', []],
  ['an empty searchset', { resourceType: 'Bundle', type: 'searchset', total: 0 }, 'none', []],
  ['a searchset with an empty list', bundle(), 'none', []],
  ['a resource', observation, 'data', [observation]],
  ['a searchset', bundle(observation, patient), 'data', [observation, patient]],
  ['a collection', { ...bundle(observation), type: 'collection' }, 'data', [observation]],
  ['a Bundle without type', { resourceType: 'Bundle', entry: [{ resource: observation }] }, 'data', [observation]],
  ['a Bundle where a read was asked', bundle(patient), 'data', [patient]],
  ['a bare OperationOutcome', outcome, 'failed', []],
  ['a searchset whose only entry is an OperationOutcome', bundle(outcome), 'failed', []],
  ['data with a remark of the server', bundle(observation, outcome), 'data', [observation]],
  ['an HTML page', '<html><body>502 Bad Gateway</body></html>', 'failed', []],
  ['an empty text', '', 'failed', []],
  ['a number', 502, 'failed', []],
  ['false', false, 'failed', []],
  ['a list', [observation], 'failed', []],
  ['an object that is no resource', { message: 'timeout' }, 'failed', []],
  ['a resource type that is no text', { resourceType: 5 }, 'failed', []],
  ['entries that are an object', { resourceType: 'Bundle', entry: { resource: observation } }, 'failed', []],
  ['entries that are null', { resourceType: 'Bundle', entry: null }, 'failed', []],
  [
    'entries of which none can be read',
    { resourceType: 'Bundle', entry: [null, 'x', {}, { resource: null }] },
    'failed',
    [],
  ],
  ['links that are no list', { ...bundle(observation), link: { relation: 'next' } }, 'data', [observation]],
  ['links of which one is null', { ...bundle(observation), link: [null] }, 'data', [observation]],
];

test.each(slots)('%s', (_name, slot, state, resources) => {
  expect(readPrefetch(slot)).toStrictEqual({ state, resources, fullUrls: new Map(), truncated: false });
});

test.each([
  ['next', true],
  ['self', false],
])('a link to the %s page: truncated is %s', (relation, truncated) => {
  expect(readPrefetch({ ...bundle(observation), link: [{ relation, url: 'https://x' }] }).truncated).toBe(truncated);
});

test.each([
  ['all that match', 1, false],
  ['fewer than match', 2, true],
  ['an unreadable number', '2', false],
])('a Bundle without a link that holds %s: total %s, truncated %s', (_, total, truncated) => {
  expect(readPrefetch({ ...bundle(observation), total }).truncated).toBe(truncated);
  const included = { resource: patient, search: { mode: 'include' } };
  expect(readPrefetch({ ...bundle(observation), entry: [{ resource: observation }, included], total }).truncated).toBe(
    truncated,
  );
});

test('full URLs are kept, where they are texts', () => {
  const entry = [
    { fullUrl: 'urn:uuid:1', resource: observation },
    { fullUrl: 5, resource: patient },
    { fullUrl: 'urn:uuid:2', resource: outcome },
  ];
  expect(readPrefetch({ resourceType: 'Bundle', entry }).fullUrls).toEqual(new Map([['urn:uuid:1', observation]]));
});

test('beside an entry that cannot be read the data are not all', () => {
  const slot = { resourceType: 'Bundle', entry: [null, { resource: observation }, 7] };
  expect(readPrefetch(slot)).toMatchObject({ state: 'data', resources: [observation], truncated: true });
});

describe('a literal token in the query: what was found is no answer, and finding nothing says nothing', () => {
  const self = (url: string) => [{ relation: 'self', url }];
  test.each([
    ['as it is', 'https://ehr.example.org/fhir/PractitionerRole?practitioner={{userPractitionerRoleId}}'],
    ['percent-encoded', 'https://ehr.example.org/fhir/Observation?patient=%7B%7Bcontext.patientId%7D%7D'],
    ['in lower case', 'Observation?patient=%7b%7bcontext.patientId%7d%7d'],
  ])('%s', (_name, url) => {
    const link = [...self(url), { relation: 'next', url: 'https://ehr.example.org/fhir?page=2' }];
    expect(readPrefetch({ resourceType: 'Bundle', type: 'searchset', link })).toMatchObject({ state: 'failed' });
    const found = readPrefetch({ ...bundle(observation), link });
    expect(found).toMatchObject({ state: 'failed', resources: [observation], truncated: true });
    expect(found).not.toHaveProperty('next');
  });

  test('a resolved query is one', () => {
    expect(readPrefetch({ resourceType: 'Bundle', link: self('Observation?patient=p1&code=a%7Bb%7D') }).state).toBe(
      'none',
    );
  });
});

test('where the next page is', () => {
  const next = (url: unknown) => readPrefetch({ ...bundle(observation), link: [{ relation: 'next', url }] });
  expect(next('https://x/?page=2')).toMatchObject({ truncated: true, next: 'https://x/?page=2' });
  expect(next(5)).toMatchObject({ truncated: true });
  expect(next(5)).not.toHaveProperty('next');
});

test('an empty page with a next one is not all', () => {
  const link = [{ relation: 'next', url: 'https://x/?page=2' }];
  expect(readPrefetch({ resourceType: 'Bundle', link })).toMatchObject({ state: 'none', truncated: true });
});
