import { describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { PrefetchTemplate } from '@cardwright/features';
import type { Observation, Patient, Resource } from '@medplum/fhirtypes';
import { createTestFhir } from '../testing/test-host.ts';
import { completePrefetch } from './complete-prefetch.ts';

const codes = { id: 'one', title: 'One', source: 'made up', codes: [{ system: 'urn:example', code: 'one' }] };
const templates: readonly PrefetchTemplate[] = [
  { key: 'patient', template: 'Patient/{{context.patientId}}', resourceType: 'Patient', features: [] },
  {
    key: 'observations-one',
    template: 'Observation?patient={{context.patientId}}&code=urn%3Aexample%7Cone&_sort=-date&_count=2',
    resourceType: 'Observation',
    features: [],
    codes,
  },
  {
    key: 'conditions',
    template: 'Condition?patient={{context.patientId}}&_count=2',
    resourceType: 'Condition',
    features: [],
  },
];
const keys = templates.map(({ key }) => key);
const patient: Patient = { resourceType: 'Patient', id: 'p1' };
const observation = (id: string, of = 'p1'): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'urn:example', code: 'one' }] },
  effectiveDateTime: `2026-03-0${id.length}`,
  subject: { reference: `Patient/${of}` },
});
const condition = (id: string): Resource => ({ resourceType: 'Condition', id, subject: { reference: 'Patient/p1' } });
const bundle = (...resources: readonly Resource[]) => ({
  resourceType: 'Bundle',
  entry: resources.map((resource) => ({ resource })),
});
const outcome = { resourceType: 'OperationOutcome', issue: [] };

/** Counts what is asked and how many questions are open at once. */
function watched(resources: readonly Resource[], fails: (query: string) => boolean = () => false) {
  const server = createTestFhir(resources);
  const asked: string[] = [];
  let open = 0;
  const most = { open: 0 };
  const ask = async <T>(query: string, answer: () => Promise<T>): Promise<T> => {
    asked.push(query);
    most.open = Math.max(most.open, (open += 1));
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    if (fails(query))
      throw new CardwrightError('fhir-refused', 'The FHIR server refused with status 500.', { status: 500 });
    return answer();
  };
  const fhir: FhirClient = {
    ...server,
    read: (type, id, signal) => ask(`${type}/${id}`, () => server.read(type, id, signal)),
    search: (query, signal, limits) => ask(query, () => server.search(query, signal, limits)),
  };
  return { fhir, asked, most };
}

async function complete(supplied: Readonly<Record<string, unknown>>, fhir?: FhirClient, patientId = 'p1') {
  const signal = AbortSignal.timeout(5_000);
  const record = await completePrefetch({ templates, supplied, patientId, signal, ...(fhir ? { fhir } : {}) });
  return {
    record,
    states: keys.map((key) => record.coverage.state(key)),
    truncated: keys.filter((key) => record.coverage.truncated(key)),
    ids: [...record.ofType('Patient'), ...record.ofType('Observation'), ...record.ofType('Condition')].map(
      ({ id }) => id,
    ),
  };
}

describe('without a server', () => {
  const tables: readonly (readonly [
    string,
    Readonly<Record<string, unknown>>,
    readonly string[],
    readonly string[],
  ])[] = [
    ['nothing supplied', {}, ['omitted', 'omitted', 'omitted'], []],
    [
      'every state of a key',
      { patient, 'observations-one': null, conditions: outcome },
      ['data', 'none', 'failed'],
      ['p1'],
    ],
    [
      'our own key answers itself only',
      { patient: bundle(patient, observation('o')), conditions: null },
      ['data', 'omitted', 'none'],
      ['p1', 'o'],
    ],
    [
      'a foreign key answers by type',
      { everything: bundle(patient, observation('o')) },
      ['data', 'data', 'omitted'],
      ['p1', 'o'],
    ],
    ['a resource alone under a foreign key', { lastLab: observation('o') }, ['omitted', 'data', 'omitted'], ['o']],
    [
      'a foreign key that is empty answers nothing',
      { everything: null, other: bundle(), page: '<html>' },
      ['omitted', 'omitted', 'omitted'],
      [],
    ],
    [
      "another patient's data under a foreign key are no answer",
      { everything: bundle(observation('o', 'p2')) },
      ['omitted', 'omitted', 'omitted'],
      [],
    ],
    [
      "another patient's data under our key stay out of the record",
      { 'observations-one': bundle(observation('o', 'p2')) },
      ['omitted', 'data', 'omitted'],
      [],
    ],
    [
      'our own key comes before a foreign one',
      { 'observations-one': null, everything: bundle(observation('o')) },
      ['omitted', 'none', 'omitted'],
      ['o'],
    ],
    [
      'keys named like built-ins',
      JSON.parse('{"__proto__":null,"constructor":{"resourceType":"Patient","id":"p1"}}'),
      ['data', 'omitted', 'omitted'],
      ['p1'],
    ],
  ];
  test.each(tables)('%s', async (_name, supplied, states, ids) => {
    expect(await complete(supplied)).toMatchObject({ states, ids, truncated: [] });
  });

  test('what was cut off is known, under our keys and under others', async () => {
    const cut = { ...bundle(observation('o')), link: [{ relation: 'next', url: 'https://x' }] };
    expect((await complete({ 'observations-one': cut })).truncated).toEqual(['observations-one']);
    expect((await complete({ a: bundle(observation('o')), b: cut, c: bundle(observation('oo')) })).truncated).toEqual([
      'observations-one',
    ]);
  });
});

describe('with a server', () => {
  const chart = [patient, observation('o'), observation('o2', 'p2'), condition('c')];

  test('everything is fetched, in parallel', async () => {
    const { fhir, asked, most } = watched(chart);
    expect(await complete({}, fhir)).toMatchObject({ states: ['data', 'data', 'data'], ids: ['p1', 'o', 'c'] });
    expect(asked).toEqual([
      'Patient/p1',
      'Observation?patient=p1&code=urn%3Aexample%7Cone&_sort=-date&_count=2',
      'Condition?patient=p1&_count=2',
    ]);
    expect(most.open).toBe(3);
  });

  test('only what is missing is fetched', async () => {
    const { fhir, asked } = watched(chart);
    const { states } = await complete({ patient, everything: bundle(observation('o')) }, fhir);
    expect({ states, asked }).toEqual({ states: ['data', 'data', 'data'], asked: ['Condition?patient=p1&_count=2'] });
  });

  test('what came as failed is fetched', async () => {
    const { fhir, asked } = watched(chart);
    const { states, ids } = await complete({ patient, 'observations-one': outcome, conditions: null }, fhir);
    expect({ states, ids }).toEqual({ states: ['data', 'data', 'none'], ids: ['p1', 'o'] });
    expect(asked).toHaveLength(1);
  });

  test('an answer without entries is none', async () => {
    expect((await complete({ patient }, watched([]).fhir)).states).toEqual(['data', 'none', 'none']);
  });

  test('a failing query fails alone', async () => {
    const { fhir } = watched(chart, (query) => query.startsWith('Observation'));
    expect(await complete({}, fhir)).toMatchObject({ states: ['data', 'failed', 'data'], ids: ['p1', 'c'] });
  });

  test('a patient who is not there is a failed query', async () => {
    expect((await complete({}, watched([]).fhir)).states).toEqual(['failed', 'none', 'none']);
  });

  test('an id cannot change the query', async () => {
    const { fhir, asked } = watched([]);
    await complete({ patient }, fhir, 'p1&_count=9999|$&');
    expect(asked[1]).toBe('Condition?patient=p1%26_count%3D9999%7C%24%26&_count=2');
  });

  test('of Observations the newest _count are read, lists to their end', async () => {
    const many = [
      observation('o'),
      observation('oo'),
      observation('ooo'),
      ...['c1', 'c2', 'c3', 'c4', 'c5'].map(condition),
    ];
    const { fhir } = watched(many);
    const { record, truncated } = await complete({ patient }, fhir);
    expect(record.ofType('Observation').map(({ id }) => id)).toEqual(['oo', 'ooo']);
    expect(record.ofType('Condition')).toHaveLength(5);
    expect(truncated).toEqual(['observations-one']);
  });
});

describe('supplied Bundles with a next page', () => {
  const cut = (next: string, ...resources: readonly Resource[]) => ({
    ...bundle(...resources),
    link: [{ relation: 'next', url: next }],
  });
  const chart = ['c1', 'c2', 'c3', 'c4', 'c5'].map(condition);
  const [first, second] = chart;
  const secondPage = 'Condition?patient=p1&_count=2&_offset=2';
  const conditionsOf = ({ record }: Awaited<ReturnType<typeof complete>>) =>
    record.ofType('Condition').map(({ id }) => id);
  const supplied =
    first && second ? { patient, 'observations-one': null, conditions: cut(secondPage, first, second) } : {};

  test('are completed', async () => {
    const { fhir, asked } = watched(chart);
    const result = await complete(supplied, fhir);
    expect(conditionsOf(result)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
    expect(result).toMatchObject({ states: ['data', 'none', 'data'], truncated: [] });
    expect(asked).toEqual([]);
  });

  test('also under a key that is not ours', async () => {
    const { conditions, ...others } = supplied;
    const result = await complete({ ...others, problems: conditions }, watched(chart).fhir);
    expect(conditionsOf(result)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
    expect(result.truncated).toEqual([]);
  });

  test.each([
    ['without a server', undefined],
    [
      'when the server does not answer',
      { ...watched(chart).fhir, searchNext: () => Promise.reject(new Error('away')) },
    ],
  ])('%s stay cut off', async (_name, fhir) => {
    const result = await complete(supplied, fhir);
    expect(conditionsOf(result)).toEqual(['c1', 'c2']);
    expect(result).toMatchObject({ states: ['data', 'none', 'data'], truncated: ['conditions'] });
  });

  test('stay cut off at the limit of pages', async () => {
    const record = await completePrefetch({
      templates,
      supplied,
      patientId: 'p1',
      fhir: watched(chart).fhir,
      signal: AbortSignal.timeout(5_000),
      maxPages: 1,
    });
    expect(record.ofType('Condition')).toHaveLength(4);
    expect(record.coverage.truncated('conditions')).toBe(true);
  });

  test('of Observations no more is read than the template asks for', async () => {
    const { fhir } = watched([observation('o')]);
    const page = cut('Observation?patient=p1&_offset=2', observation('oo'), observation('ooo'));
    const result = await complete({ patient, conditions: null, 'observations-one': page }, fhir);
    expect(result.ids).toEqual(['p1', 'oo', 'ooo']);
    expect(result.truncated).toEqual(['observations-one']);
  });

  test('a copy on a later page is one resource', async () => {
    const result = await complete(
      { ...supplied, conditions: cut('Condition?patient=p1', ...chart) },
      watched(chart).fhir,
    );
    expect(conditionsOf(result)).toEqual(['c1', 'c2', 'c3', 'c4', 'c5']);
  });
});

describe('a search for a literal token', () => {
  const literal = (...resources: readonly Resource[]) => ({
    ...bundle(...resources),
    link: [{ relation: 'self', url: 'Condition?patient={{context.patientId}}' }],
  });
  test('is failed without a server', async () => {
    expect((await complete({ patient, conditions: literal() })).states).toEqual(['data', 'omitted', 'failed']);
    expect((await complete({ patient, mine: literal(condition('c')) })).states).toEqual(['data', 'omitted', 'omitted']);
  });
  test('is asked anew with one', async () => {
    const { fhir, asked } = watched([condition('c1')]);
    const result = await complete({ patient, 'observations-one': null, conditions: literal() }, fhir);
    expect(result).toMatchObject({ states: ['data', 'none', 'data'], ids: ['p1', 'c1'] });
    expect(asked).toHaveLength(1);
  });
});
