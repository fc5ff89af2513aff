import { afterEach, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Resource, RiskAssessment } from '@medplum/fhirtypes';
import {
  createTestFhir,
  createTestHost,
  testInstant,
  type TestHost,
  type TestHostOptions,
} from '../testing/test-host.ts';
import { chartOf, testSource } from '../testing/test-source.ts';
import { processNotification } from './process-notification.ts';

const news2 = 'deterioration-news2';
const chart = chartOf(news2, 'deteriorating.json');
const vital = find((resource) => resource.resourceType === 'Observation');
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

const notify = (host: TestHost, fhir: FhirClient, resource: Resource) =>
  processNotification(
    host,
    testSource(fhir),
    { attributes: {}, body: Buffer.from(JSON.stringify(resource)), receivedAtMs: Date.parse(testInstant) },
    AbortSignal.timeout(5_000),
  );
async function assessments(fhir: FhirClient): Promise<readonly RiskAssessment[]> {
  const { resources } = await fhir.search(`RiskAssessment?patient=${patientId}`, AbortSignal.timeout(5_000));
  return resources.filter((resource): resource is RiskAssessment => resource.resourceType === 'RiskAssessment');
}

test('a vital sign becomes a RiskAssessment whose basis are the inputs', async () => {
  const [host, fhir] = [await hostWith(), createTestFhir(chart)];
  await notify(host, fhir, vital);
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
  await notify(host, fhir, vital);
  host.setTime(new Date(Date.parse(asOf) + 60_000).toISOString());
  await notify(host, fhir, vital);
  expect(await host.store.listEvaluations({ limit: 10 })).toHaveLength(2);
  expect(await assessments(fhir)).toHaveLength(1);
});

describe('what evaluates nothing', () => {
  test('our own RiskAssessment: the loop ends here', async () => {
    const [host, fhir] = [await hostWith(), createTestFhir(chart)];
    await notify(host, fhir, vital);
    const [own] = await assessments(fhir);
    if (own === undefined) throw new Error('none was written');
    await notify(host, fhir, own);
    expect(await host.store.listEvaluations({ limit: 10 })).toHaveLength(1);
  });

  const observation = {
    resourceType: 'Observation',
    id: 'x',
    status: 'final',
    subject: { reference: `Patient/${patientId}` },
  } as const;
  const others: readonly (readonly [string, Resource])[] = [
    ['an observation of something else', { ...observation, code: { coding: [{ system: 'urn:example', code: 'x' }] } }],
    [
      'a type that no service listens to',
      { resourceType: 'Basic', id: 'b', code: {}, subject: { reference: `Patient/${patientId}` } },
    ],
    ['a resource about nobody', { resourceType: 'Observation', status: 'final', code: { text: 'x' } }],
  ];
  test.each(others)('%s', async (_name, resource) => {
    const host = await hostWith();
    await notify(host, createTestFhir(chart), resource);
    expect(await host.store.listEvaluations({ limit: 10 })).toEqual([]);
  });
});

test('a silent service records and writes nothing back', async () => {
  const [host, fhir] = [await hostWith({ statuses: { [news2]: 'silent' } }), createTestFhir(chart)];
  await notify(host, fhir, vital);
  expect(await host.store.listEvaluations({ limit: 10 })).toMatchObject([{ outcome: 'assessed' }]);
  expect(await assessments(fhir)).toEqual([]);
});

test('insufficient data writes nothing back', async () => {
  const [host, fhir] = [await hostWith(), createTestFhir(chartOf(news2, 'too-few-observations.json'))];
  await notify(host, fhir, vital);
  expect(await assessments(fhir)).toEqual([]);
});

test('an evaluation that failed is recorded, and thrown so that the event is tried again', async () => {
  const failure = new CardwrightError('model-failed', 'The model could not be run.');
  const host = await hostWith({
    change: (served) => ({ ...served, port: { predict: () => Promise.reject(failure) } }),
  });
  const fhir = createTestFhir(chart);
  await expect(notify(host, fhir, vital)).rejects.toMatchObject({ code: 'model-failed' });
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
    await expect(notify(host, failing(error, 'Condition'), vital)).rejects.toBe(error);
    expect(await host.store.listEvaluations({ limit: 10 })).toEqual([]);
  });

  test('a query that is refused for good: evaluated without it', async () => {
    const host = await hostWith();
    await notify(host, failing(refused(403), 'Condition'), vital);
    expect(await host.store.listEvaluations({ limit: 10 })).toHaveLength(1);
  });

  test('a write that fails is thrown and counted', async () => {
    const host = await hostWith();
    const error = refused(500);
    const fhir: FhirClient = { ...createTestFhir(chart), conditionalUpdate: () => Promise.reject(error) };
    await expect(notify(host, fhir, vital)).rejects.toBe(error);
    expect(await host.metrics.registry.metrics()).toContain(
      `cardwright_assessments_published_total{service="${news2}",result="failed"} 1`,
    );
  });
});
