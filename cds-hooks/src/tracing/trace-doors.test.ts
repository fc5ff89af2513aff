import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { createHttpFhirClient } from '@cardwright/fhir';
import { createFhirServer } from '@cardwright/fhir-server';
import type { Resource } from '@medplum/fhirtypes';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace';
import express from 'express';
import type { Host } from '../host.ts';
import { callBody } from '../testing/call-body.ts';
import { listen } from '../testing/listen.ts';
import { readCase } from '../testing/read-case.ts';
import { createTestHost } from '../testing/test-host.ts';
import { chartOf, sourceKey, testSource } from '../testing/test-source.ts';
import { createWorker } from '../subscriptions/worker.ts';
import { createTracing } from './create-tracing.ts';
import { traceFetch } from './trace-fetch.ts';

const service = 'deterioration-news2';
const file = 'deteriorating.json';
/** What no span may hold. */
const canaries = [
  'Canarywell',
  'canary-pt-7741',
  'canaryToken.5e1f00d',
  'canary-observation',
  sourceKey,
  '_count',
  '/fhir',
];
const patientId = 'canary-pt-7741';
const goodToken = 'Bearer canaryToken.5e1f00d';
const callersTrace = '0af7651916cd43dd8448eb211c80319c';
const traceparent = `00-${callersTrace}-b7ad6b7169203331-01`;

const exporter = new InMemorySpanExporter();
const tracing = createTracing({
  processor: new SimpleSpanProcessor({ exporter }),
  sampleRatio: 1,
  serviceName: 'cardwright',
  serviceVersion: '0',
});
const sent: (string | undefined)[] = [];
const closing: (() => Promise<void>)[] = [];
let url = '';
let notify: (header?: object, key?: string) => Promise<Response>;
let settle: () => Promise<void>;

/** The chart of a case about a patient whose name and id must not get out. */
function canaryChart(): readonly Resource[] {
  const text = JSON.stringify(chartOf(service, file)).replaceAll('Patient/p1', `Patient/${patientId}`);
  const chart = JSON.parse(text) as readonly Resource[];
  return chart.map((resource) =>
    resource.resourceType === 'Patient'
      ? { ...resource, id: patientId, name: [{ family: 'Canarywell' }] }
      : { ...resource, id: `canary-observation-${resource.id}` },
  );
}

beforeAll(async () => {
  let count = 0;
  const fhirServer = createFhirServer({ now: () => new Date(), newId: () => `n${(count += 1)}`, fetch });
  const http = createServer(
    express()
      .use((req, _res, next) => {
        sent.push(req.get('traceparent'));
        next();
      })
      .use('/fhir', fhirServer.handler),
  );
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  const baseUrl = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/fhir`;
  const chart = canaryChart();
  const plain = createHttpFhirClient({ baseUrl, fetch });
  for (const { id = '', ...resource } of chart) await plain.update({ ...resource, id }, AbortSignal.timeout(5_000));
  sent.length = 0;
  const fhir = createHttpFhirClient({ baseUrl, fetch: traceFetch(tracing, fetch), accessToken: 'canaryToken.5e1f00d' });
  const limits = { debounceMs: 0, maxDebounceMs: 0 };
  const testHost = await createTestHost({ only: [service], sources: [testSource(fhir)], fhir, tracing, limits });
  testHost.setTime(readCase(service, file).asOf);
  const host: Host = {
    ...testHost,
    authenticate: async ({ authorization }) => {
      if (authorization !== goodToken) throw new CardwrightError('bad-signature', 'The request is not authenticated.');
      return { name: 'ehr', issuer: 'https://ehr.example.org', config: { issuer: 'https://ehr.example.org' } };
    },
  };
  const worker = createWorker(host);
  const door = await listen(host);
  ({ url } = door);
  const observation = JSON.stringify(chart.find(({ resourceType }) => resourceType === 'Observation'));
  notify = (header = {}, key = sourceKey) =>
    fetch(`${url}/subscriptions/ward/${key}`, {
      method: 'POST',
      headers: { 'content-type': 'application/fhir+json', ...header },
      body: observation,
    });
  settle = async () => {
    worker.wake();
    await worker.idle();
  };
  closing.push(
    door.close,
    worker.stop,
    () => host.store.close(),
    async () => void http.close(),
    fhirServer.close,
  );
});
afterAll(async () => {
  for (const close of closing) await close();
});

function call(authorization: string): Promise<Response> {
  const body = callBody(service, file, {
    context: { userId: 'Practitioner/1', patientId, encounterId: 'canary-observation-e1' },
    prefetch: {},
    fhirServer: 'https://ehr.example.org/fhir',
    fhirAuthorization: {
      access_token: 'canaryToken.5e1f00d',
      token_type: 'Bearer',
      expires_in: 300,
      scope: 'patient/*.read',
      subject: 's',
    },
  });
  return fetch(`${url}/cds-services/${service}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, traceparent },
    body: JSON.stringify(body),
  });
}

/** Each span as the path of names above it, of one trace or of all. */
function paths(spans: readonly ReadableSpan[]): readonly string[] {
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  const path = (span: ReadableSpan): string => {
    const parent = byId.get(span.parentSpanContext?.spanId ?? '');
    return parent === undefined ? span.name : `${path(parent)}/${span.name}`;
  };
  return [...new Set(spans.map(path))].toSorted();
}

function taken(): readonly ReadableSpan[] {
  const spans = exporter.getFinishedSpans();
  exporter.reset();
  return spans;
}

describe('door 1', () => {
  test('the steps of a call are below it, the call is in the trace of a known caller, and the FHIR server is told', async () => {
    const response = await call(goodToken);
    expect(response.status).toBe(200);
    const spans = taken();
    expect(paths(spans)).toEqual([
      'hook',
      'hook/authenticate',
      'hook/encode',
      'hook/evaluate',
      'hook/prefetch',
      'hook/prefetch/fhir',
      'hook/record',
    ]);
    expect(new Set(spans.map((span) => span.spanContext().traceId))).toEqual(new Set([callersTrace]));
    expect(spans.find(({ name }) => name === 'evaluate')?.attributes).toEqual({
      'cardwright.service': service,
      'cardwright.hook': 'patient-view',
      'cardwright.outcome': 'assessed',
    });
    const asked = spans.filter(({ name }) => name === 'fhir');
    expect(asked.map(({ attributes }) => attributes['fhir.resource_type'])).toEqual(
      expect.arrayContaining(['Patient', 'Observation']),
    );
    expect(sent).toEqual(
      expect.arrayContaining(asked.map((span) => `00-${callersTrace}-${span.spanContext().spanId}-01`)),
    );
  });

  test('a caller who is not known starts no part of a foreign trace', async () => {
    const response = await call('Bearer wrong');
    expect(response.status).toBe(401);
    const spans = taken();
    expect(paths(spans)).toEqual(['hook', 'hook/authenticate']);
    const [hook] = spans.filter(({ name }) => name === 'hook');
    expect(hook?.spanContext().traceId).not.toBe(callersTrace);
    expect(hook?.attributes).toEqual({ 'cardwright.service': service, 'error.type': 'bad-signature' });
  });

  test('the name of a service is said only when it is one', async () => {
    await fetch(`${url}/cds-services/Canarywell`, {
      method: 'POST',
      headers: { authorization: goodToken },
      body: '{}',
    });
    expect(taken().find(({ name }) => name === 'hook')?.attributes).toMatchObject({ 'cardwright.service': 'unknown' });
  });
});

describe('door 2', () => {
  test('what settles a notification is below its acceptance; the work of a patient is a trace of its own', async () => {
    const response = await notify({ traceparent });
    expect(response.status).toBe(200);
    await settle();
    const spans = taken();
    expect(paths(spans)).toEqual([
      'notification',
      'notification/accept',
      'notification/authenticate',
      'notification/settle',
      'notification/settle/fhir',
      'patient',
      'patient/evaluate',
      'patient/prefetch',
      'patient/prefetch/fhir',
      'patient/publish',
      'patient/publish/fhir',
      'patient/record',
    ]);
    const [patient] = spans.filter(({ name }) => name === 'patient');
    expect(patient?.spanContext().traceId).not.toBe(callersTrace);
    expect(spans.find(({ name }) => name === 'settle')?.spanContext().traceId).toBe(callersTrace);
  });

  test('a wrong key joins nothing', async () => {
    expect((await notify({ traceparent }, 'wrong-key-of-16-chars')).status).toBe(401);
    const spans = taken();
    expect(paths(spans)).toEqual(['notification', 'notification/authenticate']);
    expect(spans.some((span) => span.spanContext().traceId === callersTrace)).toBe(false);
  });
});

test('no span of either door holds a name, an id, a token, a path or a query', async () => {
  await call(goodToken);
  await call('Bearer wrong');
  await notify();
  await settle();
  const text = JSON.stringify(
    taken().map(({ name, attributes, events, status, links, resource }) => ({
      name,
      attributes,
      events,
      status,
      links,
      resource: resource.attributes,
    })),
  );
  expect(text).toContain('fhir.resource_type');
  expect(canaries.filter((canary) => text.includes(canary))).toEqual([]);
});
