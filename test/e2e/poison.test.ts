/**
 * A patient whose chart kills whoever works on it: a real process gets SIGKILL each time it reads that chart. It is given up after five
 * deaths, and what was in hand beside it is answered once.
 */
import type { Server } from 'node:http';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { createFhirServer } from '@cardwright/fhir-server';
import { storeFile } from '@cardwright/store';
import express from 'express';
import { eventually, runCardwright, startProcess, temporaryDirectory, type StartedProcess } from './start-process.ts';
import { chartOf } from './vital-signs-ward.ts';
import { onlyActive } from './only-active.ts';

jest.setTimeout(180_000);

const service = 'deterioration-news2';
const sourceKey = 'key-of-the-ward-in-tests';
const poison = 'poison';
const neighbours = ['n1', 'n2', 'n3', 'n4', 'n5', 'n6', 'n7'];
const json = { 'content-type': 'application/fhir+json' };

let directory: ReturnType<typeof temporaryDirectory>;
let server: Server;
let fhirUrl: string;
let host: StartedProcess | undefined;
/** Told whenever the chart of the poisonous patient is read. */
let onPoison: () => void;
/** In the first life nobody's chart is given, so that what is in hand then is in hand when the process dies. */
let isFirstLife: boolean;

beforeEach(async () => {
  directory = temporaryDirectory();
  isFirstLife = true;
  const fhir = createFhirServer({ now: () => new Date(), newId: randomUUID, baseUrl: () => fhirUrl });
  const app = express();
  app.use('/fhir', (request, _response, next) => {
    const patient = /patient=(?:Patient(?:\/|%2F))?(\w+)/.exec(request.url)?.[1];
    if (patient === undefined) return next();
    if (patient === poison) return onPoison();
    return isFirstLife ? undefined : next();
  });
  app.use('/fhir', fhir.handler);
  server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening));
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  fhirUrl = `http://127.0.0.1:${address.port}/fhir`;
});
afterEach(async () => {
  await host?.stop();
  server.closeAllConnections();
  server.close();
  directory.clean();
});

function configFile(): string {
  const path = join(directory.path, 'config.json');
  const config = {
    publicBaseUrl: 'https://cardwright.example.org',
    // Several of them are in hand together.
    limits: { debounceMs: 1_500, maxDebounceMs: 1_500 },
    services: onlyActive(service),
    sources: {
      ward: {
        profile: 'medplum',
        fhirServer: fhirUrl,
        criteria: 'Observation?category=vital-signs',
        authentication: { pathKey: { secrets: [sourceKey] } },
      },
    },
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

/** The lease of a minute ends at once: nobody waits for it here. */
function endLeases(): void {
  using database = new DatabaseSync(join(directory.path, storeFile));
  database.exec("UPDATE work SET due_at_ms = 0 WHERE state = 'taken'");
}

async function assessed(): Promise<readonly string[]> {
  const answer = await fetch(`${fhirUrl}/RiskAssessment?_count=500`);
  const { entry = [] } = (await answer.json()) as Bundle;
  const subjects = entry.flatMap(({ resource }) =>
    resource?.resourceType === 'RiskAssessment' ? [resource.subject.reference ?? ''] : [],
  );
  return subjects.toSorted();
}

async function notify(url: string, patient: string): Promise<void> {
  const put = (resource: Resource) =>
    fetch(`${fhirUrl}/${resource.resourceType}/${String(resource.id)}`, {
      method: 'PUT',
      headers: json,
      body: JSON.stringify(resource),
    });
  const chart = chartOf(patient, new Date().toISOString());
  for (const resource of chart) await put(resource);
  const vital = chart.find(({ resourceType }) => resourceType === 'Observation');
  const stored = await (await fetch(`${fhirUrl}/Observation/${String(vital?.id)}`)).text();
  const to = `${url}/subscriptions/ward/${sourceKey}`;
  expect((await fetch(to, { method: 'POST', headers: json, body: stored })).status).toBe(200);
}

test('it is given up after five deaths, and those beside it are answered once', async () => {
  const env = { CARDWRIGHT_CONFIG: configFile() };
  let deaths = 0;
  const list = async () => {
    const { stdout } = await runCardwright(['inbox', 'list', '--state', 'dead'], '', {
      ...env,
      CARDWRIGHT_DATA_DIR: directory.path,
    });
    return JSON.parse(stdout) as { readonly work: readonly unknown[] };
  };
  for (let life = 0; life < 5; life += 1) {
    const met = new Promise<void>((resolve) => (onPoison = resolve));
    host = await startProcess(directory.path, env);
    const { url } = host;
    if (life === 0) for (const patient of [poison, ...neighbours]) await notify(url, patient);
    await met;
    // Others are in hand by then.
    if (life === 0) await pause(500);
    await host.kill();
    deaths += 1;
    isFirstLife = false;
    endLeases();
  }
  onPoison = () => void (deaths += 1);
  host = await startProcess(directory.path, env);
  const { lines } = host;
  await eventually(async () => (lines.join('').includes('"code":"abandoned"') ? true : undefined), 20_000);
  const everybodyElse = neighbours.map((patient) => `Patient/${patient}`);
  await eventually(async () => ((await assessed()).length >= neighbours.length ? true : undefined), 20_000);
  expect(await assessed()).toEqual(everybodyElse);
  expect(deaths).toBe(5);
  const dead = await list();
  expect(dead.work).toMatchObject([{ source: 'ward', state: 'dead', lastError: 'abandoned' }]);
});
