/** A storm at the door: the embedded FHIR server and the sender over HTTP, and a SQLite file. Nothing here says how fast it is: the bench does. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeAll, expect, test } from '@jest/globals';
import { createFaultySender, sendOverHttp } from '@cardwright/fhir-server';
import type { Observation } from '@medplum/fhirtypes';
import { openSqliteStore } from '@cardwright/store';
import { sourceKey } from '../testing/test-source.ts';
import { openSite, vitalChart, type Site } from './testing/open-site.ts';
import { ofPatient, standing } from './testing/standing.ts';

const events = 10_000;
const patients = Array.from({ length: 20 }, (_, index) => `p${index}`);
const vitals = ['rr', 'hr', 'spo2', 'temp', 'sbp'] as const;
const secret = 'a-secret-of-the-sender';
/** So much of the site's time is between two sendings: the storm lasts for ten seconds. */
const stepMs = 1;
const debounceMs = 1_000;
const maxDebounceMs = 5_000;

// The services load once.
beforeAll(async () => (await openSite()).close(), 60_000);
const opened: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

const chart = patients.flatMap((patient) => vitalChart().map((resource) => ofPatient(resource, patient)));

/** The same ten thousand values in every run: 100 rounds of each vital sign of each patient. */
function valueOf(index: number): Observation & { readonly id: string } {
  const patient = patients[index % patients.length] ?? '';
  const vital = vitals[Math.floor(index / patients.length) % vitals.length] ?? '';
  const before = chart.find(({ id }) => id === `${patient}-${vital}`);
  if (before?.resourceType !== 'Observation') throw new Error(`The chart has no ${vital}.`);
  const valueQuantity = { ...before.valueQuantity, value: 90 + ((index * 7) % 10) };
  return { ...before, id: `${patient}-${vital}`, valueQuantity };
}

async function start(): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'cardwright-storm-'));
  opened.push(() => rmSync(folder, { recursive: true }));
  const site = await openSite({
    source: {
      manage: false,
      profile: 'backport-r4',
      authentication: { pathKey: { secrets: [sourceKey] }, bearerToken: { secrets: [secret] } },
      ratePerMinute: 1_000_000,
    },
    chart,
    store: openSqliteStore({ file: join(folder, 'cardwright.sqlite') }),
    limits: { debounceMs, maxDebounceMs },
  });
  opened.push(site.close);
  return site;
}

/** Bytes of what is held, and of nothing that only waits to be collected. */
function held(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  return process.memoryUsage().heapUsed;
}

const evaluations = async ({ host }: Site) => (await host.store.listEvaluations({ limit: 10_000 })).length;

/** What sweeps found that no notification had told. */
const missed = async ({ host }: Site): Promise<number> =>
  Number(/cardwright_sweep_missed_total\{source="ward"\} (\d+)/.exec(await host.metrics.registry.metrics())?.[1]);

test(`${events} notifications are all acknowledged, none is lost, and patients are evaluated a few times each`, async () => {
  const clean = await start();
  const site = await start();
  for (const one of [clean, site]) {
    await one.turn();
    one.pass(maxDebounceMs);
    await one.idle();
  }
  const before = await evaluations(site);

  let sent = 0;
  const memory: number[] = [];
  const http = sendOverHttp(`${site.host.publicBaseUrl}/subscriptions/ward/${sourceKey}`, fetch);
  const sender = createFaultySender({
    seed: 20_261_121,
    shape: 'backport-r4',
    faults: { reordering: 0.1 },
    concurrency: 64,
    baseUrl: site.source.fhirServer,
    resourceTypes: ['Observation'],
    secret,
    topic: 'http://topic.example/x',
    send: (notification) => {
      site.pass(stepMs);
      if (sent % 1_000 === 0) memory.push(held());
      sent += 1;
      site.worker.wake();
      return http(notification);
    },
  });
  site.server.repository.observe(sender);
  for (let index = 0; index < events; index += 1) await site.server.repository.updateResource(valueOf(index));
  for (let index = 0; index < events; index += 1) await clean.server.repository.updateResource(valueOf(index));

  const report = await sender.flush();
  expect(report).toMatchObject({ sent: events, statuses: { 200: events }, wronglyAnswered: [], lost: [] });
  await site.idle();
  site.pass(maxDebounceMs);
  await site.idle();
  const { events: inbox, work } = await site.host.store.inboxStatus();
  expect(inbox).toMatchObject({ waiting: 0, dead: 0, quarantined: 0, done: events });
  expect(work).toMatchObject({ dead: 0 });
  // At most one for each time that a patient was waited for, and what the clock let through while we were busy.
  const made = (await evaluations(site)) - before;
  expect(made).toBeGreaterThanOrEqual(patients.length);
  expect(made).toBeLessThanOrEqual(patients.length * (2 + (events * stepMs) / debounceMs));
  // The door holds requests that are open, the worker some dozens: not the storm.
  expect(Math.max(...memory) - (memory[0] ?? 0)).toBeLessThan(64 * 1024 * 1024);

  for (const one of [site, clean]) {
    one.pass(120_000);
    await one.turn();
    one.pass(maxDebounceMs);
    await one.idle();
  }
  // The sweep agrees that nothing was lost.
  expect(await missed(site)).toBe(0);
  expect(await missed(clean)).toBe(patients.length * vitals.length);
  expect(await standing(site.fhir)).toEqual(await standing(clean.fhir));
  expect(await standing(site.fhir)).toHaveLength(patients.length);
}, 120_000);
