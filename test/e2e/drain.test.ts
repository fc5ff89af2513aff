/**
 * SIGTERM under load: nobody new is let in, who is in gets an answer, what was acknowledged is processed here or by the next process,
 * the store closes, and the exit code is 0. What the process sends to a trace collector and writes to its log meanwhile holds nothing
 * of a patient.
 */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { createFhirServer, type FhirServer } from '@cardwright/fhir-server';
import express from 'express';
import { eventually, startProcess, temporaryDirectory, type StartedProcess } from './start-process.ts';
import { chartOf } from './vital-signs-ward.ts';
import { onlyActive } from './only-active.ts';

jest.setTimeout(90_000);

const service = 'deterioration-news2';
const sourceKey = 'canaryKey-of-the-ward-in-tests';
const patients = ['canary-pt-1', 'canary-pt-2', 'canary-pt-3', 'canary-pt-4'];
const name = 'Canarywell';
const token = 'canaryToken.5e1f00d';

interface Listening {
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function listening(handler: RequestListener): Promise<Listening> {
  const http = createServer(handler);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: async () => {
      http.closeAllConnections();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

let fhir: FhirServer;
let source: Listening;
let collector: Listening;
let exported: string;
/** How long the source waits with each answer; `hangs` answers no search at all. */
const slowness = { ms: 0, hangs: false };
const directory = temporaryDirectory();
const started: StartedProcess[] = [];

beforeEach(async () => {
  Object.assign(slowness, { ms: 0, hangs: false });
  exported = '';
  let count = 0;
  fhir = createFhirServer({ now: () => new Date(), newId: () => `n${(count += 1)}`, fetch });
  source = await listening(
    express()
      .use(async (_req, _res, next) => {
        await pause(slowness.ms);
        if (!slowness.hangs) next();
      })
      .use('/fhir', fhir.handler),
  );
  collector = await listening((req, res) => void received(req).then(() => res.end('{}')));
  const effective = new Date().toISOString();
  for (const patient of patients) {
    for (const resource of chartOf(patient, effective))
      await put(resource.resourceType === 'Patient' ? { ...resource, name: [{ family: name }] } : resource);
  }
});
afterEach(async () => {
  for (const host of started.splice(0)) await host.kill();
  await source.close();
  await collector.close();
  await fhir.close();
});

async function received(req: IncomingMessage): Promise<void> {
  for await (const chunk of req) exported += String(chunk);
}

async function put(resource: Resource): Promise<void> {
  const url = `${source.url}/fhir/${resource.resourceType}/${String(resource.id)}`;
  const headers = { 'content-type': 'application/fhir+json' };
  const answer = await fetch(url, { method: 'PUT', headers, body: JSON.stringify(resource) });
  if (!answer.ok) throw new Error(`${resource.resourceType}: ${answer.status}`);
}

async function start(data: string, drainMs: number): Promise<StartedProcess> {
  const config = join(directory.path, 'config.json');
  writeFileSync(
    config,
    JSON.stringify({
      publicBaseUrl: 'https://cardwright.example.org',
      limits: { drainMs, deadlineMs: 5_000, debounceMs: 0, maxDebounceMs: 0 },
      fhirServers: [`${source.url}/fhir`],
      services: onlyActive(service),
      sources: {
        ward: {
          profile: 'medplum',
          fhirServer: `${source.url}/fhir`,
          criteria: 'Observation?category=vital-signs',
          authentication: { pathKey: { secrets: [sourceKey] } },
        },
      },
    }),
  );
  const host = await startProcess(join(directory.path, data), {
    CARDWRIGHT_CONFIG: config,
    LOG_LEVEL: 'trace',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  });
  started.push(host);
  return host;
}

const call = (host: StartedProcess, patientId: string): Promise<number> =>
  fetch(`${host.url}/cds-services/${service}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      hook: 'patient-view',
      hookInstance: crypto.randomUUID(),
      context: { userId: 'Practitioner/1', patientId },
      fhirServer: `${source.url}/fhir`,
      fhirAuthorization: { access_token: token, token_type: 'Bearer', expires_in: 300, scope: 's', subject: 's' },
    }),
  }).then(async (response) => {
    await response.text();
    return response.status;
  });

const notify = (host: StartedProcess, resource: Resource): Promise<number> =>
  fetch(`${host.url}/subscriptions/ward/${sourceKey}`, { method: 'POST', body: JSON.stringify(resource) }).then(
    ({ status }) => status,
  );

async function assessed(): Promise<number> {
  const bundle = (await (await fetch(`${source.url}/fhir/RiskAssessment?_count=100`)).json()) as {
    readonly entry?: readonly unknown[];
  };
  return bundle.entry?.length ?? 0;
}

/** The first Observation of each patient. */
const observations = () =>
  patients.flatMap((patient) => {
    const found = chartOf(patient, new Date().toISOString()).find(({ resourceType }) => resourceType === 'Observation');
    return found === undefined ? [] : [found];
  });

const canariesIn = (text: string): readonly string[] =>
  [name, token, sourceKey, 'canary-pt'].filter((canary) => text.includes(canary));

test('open calls are answered, new ones are not let in, acknowledged notifications are processed, exit code 0', async () => {
  const host = await start('load', 10_000);
  slowness.ms = 150;
  const calls = [...patients, ...patients].map((patient) => call(host, patient));
  const notified = observations().map((observation) => notify(host, observation));
  expect(await Promise.all(notified)).toEqual(patients.map(() => 200));
  const began = performance.now();
  const ended = host.stop();
  await eventually(async () =>
    (await fetch(`${host.url}/readyz`).catch(() => undefined)) === undefined ? true : undefined,
  );
  const closedAfterMs = performance.now() - began;
  expect(await Promise.all(calls)).toEqual([...patients, ...patients].map(() => 200));
  expect(await ended).toBe(0);
  expect(closedAfterMs).toBeLessThan(1_000);
  expect(performance.now() - began).toBeLessThan(10_000);
  slowness.ms = 0;
  if ((await assessed()) < patients.length) {
    const next = await start('load', 10_000);
    await eventually(async () => ((await assessed()) === patients.length ? true : undefined));
    expect(await next.stop()).toBe(0);
  }
  expect(await assessed()).toBe(patients.length);
  const log = host.lines.join('\n');
  expect(log).toMatch(/"msg":"draining"[^]*"msg":"stopped"/);
  // What we write ourselves is on the list of what may be written.
  expect(log).not.toContain('leftOut');
  expect([...canariesIn(log), ...canariesIn(exported)]).toEqual([]);
  expect(exported).toContain('"name":"settle"');
  expect(exported).toContain('"name":"hook"');
});

test('what hangs is let go at the end of the drain time and is due at once for the next process', async () => {
  const host = await start('hang', 1_000);
  slowness.hangs = true;
  const [observation] = observations();
  if (observation === undefined) throw new Error('no observation');
  expect(await notify(host, observation)).toBe(200);
  await pause(500);
  const began = performance.now();
  expect(await host.stop()).toBe(0);
  expect(performance.now() - began).toBeLessThan(4_000);
  slowness.hangs = false;
  const next = await start('hang', 1_000);
  const restarted = performance.now();
  const isDone = async () => (await (await fetch(`${next.url}/metrics`)).text()).includes('events{state="done"} 1');
  await eventually(async () => ((await isDone()) ? true : undefined), 30_000);
  // A lease that had to end by itself would have taken a minute.
  expect(performance.now() - restarted).toBeLessThan(30_000);
  expect(await next.stop()).toBe(0);
  expect(canariesIn([...host.lines, ...next.lines].join('\n'))).toEqual([]);
});
