import { afterEach, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Resource, RiskAssessment } from '@medplum/fhirtypes';
import { createTestFhir, createTestHost, type TestHost, type TestHostOptions } from '../testing/test-host.ts';
import { chartOf, testSource } from '../testing/test-source.ts';
import { answerPatient } from './answer-patient.ts';

const news2 = 'deterioration-news2';
const chart = chartOf(news2, 'deteriorating.json');
const patientId = find((resource) => resource.resourceType === 'Patient').id ?? '';
const hosts: TestHost[] = [];

function find(is: (resource: Resource) => boolean): Resource {
  const found = chart.find(is);
  if (found === undefined) throw new Error('the chart does not hold it');
  return found;
}
async function hostWith(options: TestHostOptions = {}): Promise<TestHost> {
  const host = await createTestHost({ only: [news2], ...options });
  hosts.push(host);
  host.setTime(asOf);
  return host;
}
const asOf = new Date(Math.max(...chart.map(timeOf)) + 60_000).toISOString();
function timeOf(resource: Resource): number {
  return resource.resourceType === 'Observation' ? Date.parse(resource.effectiveDateTime ?? '') || 0 : 0;
}
afterEach(async () => {
  await Promise.all(hosts.splice(0).map(({ store }) => store.close()));
});

const answer = (host: TestHost, fhir: FhirClient) =>
  answerPatient(host, testSource(fhir), { patient: patientId, services: [news2] }, AbortSignal.timeout(5_000));
async function assessments(fhir: FhirClient): Promise<readonly RiskAssessment[]> {
  const { resources } = await fhir.search(`RiskAssessment?patient=${patientId}`, AbortSignal.timeout(5_000));
  return resources.filter((resource): resource is RiskAssessment => resource.resourceType === 'RiskAssessment');
}

test('a woken patient gets a RiskAssessment whose basis are the inputs', async () => {
  const [host, fhir] = [await hostWith(), createTestFhir(chart)];
  await answer(host, fhir);
  const [evaluation, ...others] = await host.store.listEvaluations({ limit: 10 });
  expect(others).toEqual([]);
  expect(evaluation).toMatchObject({
    service: news2,
    outcome: 'assessed',
    trigger: 'notification',
    patient: patientId,
    asOf,
    cards: [],
  });
  const [written] = await assessments(fhir);
  const references = Object.values(evaluation?.features.features ?? {}).flatMap((feature) =>
    feature.status === 'present' ? feature.references : [],
  );
  expect(written?.basis?.map(({ reference }) => reference)).toEqual([...new Set(references)].sort());
  expect(written).toMatchObject({ subject: { reference: `Patient/${patientId}` }, occurrenceDateTime: asOf });
});

test('the same again, even later, is one RiskAssessment', async () => {
  const [host, fhir] = [await hostWith(), createTestFhir(chart)];
  await answer(host, fhir);
  host.setTime(new Date(Date.parse(asOf) + 60_000).toISOString());
  await answer(host, fhir);
  expect(await host.store.listEvaluations({ limit: 10 })).toHaveLength(2);
  expect(await assessments(fhir)).toHaveLength(1);
});

test('what it stands on is remembered before it stands: a deletion meanwhile finds whom it concerns', async () => {
  const [host, fhir] = [await hostWith(), createTestFhir(chart)];
  const vital = find(({ resourceType }) => resourceType === 'Observation');
  const known: number[] = [];
  const conditionalUpdate: FhirClient['conditionalUpdate'] = async (...values) => {
    known.push((await host.store.readSightings('ward', [`Observation/${vital.id}`])).length);
    return fhir.conditionalUpdate(...values);
  };
  await answer(host, { ...fhir, conditionalUpdate });
  expect(known.length).toBeGreaterThan(0);
  expect(known).not.toContain(0);
});

test('a silent service records and writes nothing back', async () => {
  const [host, fhir] = [await hostWith({ statuses: { [news2]: 'silent' } }), createTestFhir(chart)];
  await answer(host, fhir);
  expect(await host.store.listEvaluations({ limit: 10 })).toMatchObject([{ outcome: 'assessed' }]);
  expect(await assessments(fhir)).toEqual([]);
});

test('insufficient data writes nothing back', async () => {
  const [host, fhir] = [await hostWith(), createTestFhir(chartOf(news2, 'too-few-observations.json'))];
  await answer(host, fhir);
  expect(await assessments(fhir)).toEqual([]);
});

test('an evaluation that failed is recorded, and thrown so that the event is tried again', async () => {
  const failure = new CardwrightError('model-failed', 'The model could not be run.');
  const host = await hostWith({
    change: (served) => ({ ...served, port: { predict: () => Promise.reject(failure) } }),
  });
  const fhir = createTestFhir(chart);
  await expect(answer(host, fhir)).rejects.toMatchObject({ code: 'model-failed' });
  expect(await host.store.listEvaluations({ limit: 10 })).toMatchObject([{ outcome: 'failed' }]);
  expect(await assessments(fhir)).toEqual([]);
});

describe('a source that cannot be read or written', () => {
  const refused = (status: number) =>
    new CardwrightError('fhir-refused', `The FHIR server refused with status ${status}.`, { status });
  const failing = (error: Error, type: string): FhirClient => {
    const server = createTestFhir(chart);
    return {
      ...server,
      search: (query, ...rest) => (query.startsWith(type) ? Promise.reject(error) : server.search(query, ...rest)),
    };
  };
  const away: readonly (readonly [string, Error])[] = [
    ['no answer', new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.')],
    ['too late', new CardwrightError('deadline-exceeded', 'The FHIR server did not answer in time.')],
    ['busy', refused(503)],
  ];
  test.each(away)('%s: thrown, and nothing is recorded from half a chart', async (_name, error) => {
    const host = await hostWith();
    await expect(answer(host, failing(error, 'Condition'))).rejects.toBe(error);
    expect(await host.store.listEvaluations({ limit: 10 })).toEqual([]);
  });

  test('a query that is refused for good: evaluated without it', async () => {
    const host = await hostWith();
    await answer(host, failing(refused(403), 'Condition'));
    expect(await host.store.listEvaluations({ limit: 10 })).toHaveLength(1);
  });

  test('a write that fails is thrown and counted', async () => {
    const host = await hostWith();
    const error = refused(500);
    const fhir: FhirClient = { ...createTestFhir(chart), conditionalUpdate: () => Promise.reject(error) };
    await expect(answer(host, fhir)).rejects.toBe(error);
    expect(await host.metrics.registry.metrics()).toContain(
      `cardwright_assessments_published_total{service="${news2}",result="failed"} 1`,
    );
  });
});
