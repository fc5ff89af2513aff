/**
 * `kill -9` at random, 20 times, during 5,000 notifications and 500 feedback posts: what was acknowledged is processed exactly once
 * in effect. The judgement is on what stands on the FHIR server, which is another process, and in the store at the end.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import type { Bundle, Observation, Resource, RiskAssessment } from '@medplum/fhirtypes';
import { formatKey, newKey, openStore, type Store } from '@cardwright/store';
import { findPostgres, startPostgres } from '@cardwright/store/testing';
import { startHost, type HostProcess } from './killed-hosts.ts';
import { eventually, temporaryDirectory } from './start-process.ts';
import { chartOf, scoreOf, valuesOf, withValue, type Sign } from './vital-signs-ward.ts';
import { onlyActive } from './only-active.ts';

// About two minutes each on two cores of their own; suites that run beside it make it longer.
jest.setTimeout(480_000);

const service = 'deterioration-news2';
const sourceKey = 'key-of-the-ward-in-tests';
const seed = 20261121;
const kills = 20;
const notifications = 5_000;
/** So many notifications for one feedback post. */
const perFeedback = 10;
const patients = Array.from({ length: 40 }, (_, index) => `p${index}`);
const senders = 8;

/** mulberry32: the same kills and values in every run. */
function random(state: number): () => number {
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
const pick = <T>(items: readonly T[], next: () => number): T => {
  const item = items[Math.floor(next() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

const json = { 'content-type': 'application/fhir+json' };
/** What the test that runs has started; ended after it, however it ended. */
let over: AbortController;
let started: HostProcess[];
let fhirProcess: ChildProcess;
let fhirUrl: string;

async function put<R extends Resource>(resource: R): Promise<R> {
  const url = `${fhirUrl}/${resource.resourceType}/${String(resource.id)}`;
  const answer = await fetch(url, { method: 'PUT', headers: json, body: JSON.stringify(resource) });
  if (!answer.ok) throw new Error(`${resource.resourceType}: ${answer.status}`);
  return (await answer.json()) as R;
}

async function allOf<R extends Resource>(type: R['resourceType']): Promise<readonly R[]> {
  const found: R[] = [];
  for (let url: string | undefined = `${fhirUrl}/${type}?_count=500`; url !== undefined;) {
    const { entry = [], link = [] } = (await (await fetch(url)).json()) as Bundle<R>;
    found.push(...entry.flatMap(({ resource }) => resource ?? []));
    url = link.find(({ relation }) => relation === 'next')?.url;
  }
  return found;
}

/** Sent again until it is acknowledged, as a sender does. */
async function deliver(door: HostProcess, path: string, body: unknown, over: AbortSignal): Promise<void> {
  for (;;) {
    over.throwIfAborted();
    const { url } = door;
    const answer =
      url &&
      (await fetch(`${url}${path}`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(5_000),
      }).catch(() => undefined));
    const isOk = answer && answer.status === 200;
    await (answer && answer.arrayBuffer().catch(() => undefined));
    if (isOk) return;
    if (answer && answer.status < 500) throw new Error(`refused with ${answer.status}`);
    await pause(50);
  }
}

/** What was last sent of each patient. */
type Ward = ReadonlyMap<string, Record<Sign, number>>;

interface Progress {
  /** Aborted when the run is over, however it ended: nobody waits on. */
  readonly signal: AbortSignal;
  /** How many may have been sent. */
  allowed: number;
  acknowledged: number;
  /** Whose feedback was acknowledged. */
  readonly cards: string[];
}

interface Sending {
  readonly door: HostProcess;
  readonly progress: Progress;
  readonly ward: Ward;
  readonly chart: readonly Resource[];
}

/** Each sender has patients of its own, so that the last value sent is the last value. */
async function send({ door, progress, ward, chart }: Sending, sender: number): Promise<void> {
  const next = random(seed + sender);
  const own = patients.filter((_, index) => index % senders === sender);
  const signs: readonly Sign[] = ['rr', 'hr'];
  const observationOf = (patient: string, sign: Sign): Observation => {
    const found = chart.find(({ id }) => id === `${patient}-${sign}`);
    if (found?.resourceType !== 'Observation') throw new Error('it is not on the chart');
    return found;
  };
  for (let n = 0; n < notifications / senders; n += 1) {
    while (progress.acknowledged >= progress.allowed) await pause(20, undefined, progress);
    const [patient, sign] = [pick(own, next), pick(signs, next)];
    const value = pick(valuesOf(sign), next);
    const stored = await put(withValue(observationOf(patient, sign), value));
    const values = ward.get(patient);
    if (values !== undefined) values[sign] = value;
    await deliver(door, `/subscriptions/ward/${sourceKey}`, stored, progress.signal);
    progress.acknowledged += 1;
    if (n % perFeedback === 0) {
      const card = `card-${sender}-${n}`;
      const item = { card, outcome: 'accepted', outcomeTimestamp: '2026-11-21T10:00:00Z' };
      await deliver(door, `/cds-services/${service}/feedback`, { feedback: [item] }, progress.signal);
      progress.cards.push(card);
    }
  }
}

/** In each of the stretches between two kills a share of the notifications goes out; the kill comes somewhere in it. */
async function killAtRandom(hosts: readonly HostProcess[], progress: Progress): Promise<readonly string[]> {
  const next = random(seed);
  const killed: string[] = [];
  const stretch = notifications / (kills + 1);
  for (let n = 0; n < kills; n += 1) {
    progress.allowed = stretch * (n + 1);
    const at = stretch * (n + next());
    while (progress.acknowledged < at) await pause(5, undefined, progress);
    const victim = pick(hosts, next);
    await victim.killAndRestart();
    killed.push(victim.name);
  }
  progress.allowed = notifications;
  return killed;
}

interface Installation {
  readonly hosts: readonly HostProcess[];
  /** Where senders send to. */
  readonly door: HostProcess;
  readonly openStore: () => Promise<Store>;
}

function configFile(directory: string): string {
  const path = join(directory, 'config.json');
  writeFileSync(
    path,
    JSON.stringify({
      publicBaseUrl: 'https://cardwright.example.org',
      limits: { debounceMs: 1_000, maxDebounceMs: 4_000, maxConcurrentCalls: 64 },
      services: onlyActive(service),
      sources: {
        ward: {
          profile: 'medplum',
          fhirServer: fhirUrl,
          criteria: 'Observation?category=vital-signs',
          authentication: { pathKey: { secrets: [sourceKey] } },
          ratePerMinute: 600_000,
        },
      },
    }),
  );
  return path;
}

async function run({ hosts, door, openStore: open }: Installation): Promise<void> {
  const began = performance.now();
  const effective = new Date().toISOString();
  const ward = new Map(patients.map((patient) => [patient, { rr: 21, hr: 91 }]));
  const chart = patients.flatMap((patient) => chartOf(patient, effective));
  for (const resource of chart) await put(resource);
  const progress: Progress = { allowed: 0, acknowledged: 0, cards: [], signal: over.signal };
  const sending = Promise.all(Array.from({ length: senders }, (_, n) => send({ door, progress, ward, chart }, n)));
  const [killed] = await Promise.all([killAtRandom(hosts, progress), sending]);
  const sent = performance.now();
  await Promise.all(hosts.map((host) => host.ready()));
  const store = await open();
  try {
    await workedOff(store, ward);
    await judge(store, ward, progress.cards);
  } finally {
    await store.close();
  }
  const seconds = (from: number, to: number) => ((to - from) / 1_000).toFixed(1);
  process.stderr.write(
    `killed ${killed.join(' ')}; sent in ${seconds(began, sent)} s, worked off ${seconds(sent, performance.now())} s later\n`,
  );
  expect(killed).toHaveLength(kills);
}

async function judge(store: Store, ward: Ward, cards: readonly string[]): Promise<void> {
  // Nothing lost, nothing given up, nothing twice: one row for each notification that was acknowledged.
  const { events, work } = await store.inboxStatus();
  expect(events).toEqual({ waiting: 0, taken: 0, done: notifications, dead: 0, quarantined: 0 });
  expect(work).toMatchObject({ taken: 0, dead: 0 });
  // What waits waits for its time, when a Flag may go: nothing that failed is among it.
  expect((await store.listWork({ limit: 1_000 })).filter(({ attempts }) => attempts > 0)).toEqual([]);
  const feedback = await store.exportRecords({ table: 'feedback', after: 0, limit: 1_000 });
  expect(feedback.map(({ record }) => record['card']).toSorted()).toEqual(cards.toSorted());
  // What is published is what the chart says at the end, once for each patient.
  expect(await published()).toEqual(expected(ward));
  for (const type of ['RiskAssessment', 'GuidanceResponse', 'Device', 'Provenance', 'Flag', 'Task'] as const) {
    const identities = (await allOf(type)).map(identityOf);
    expect([type, identities.length - new Set(identities).size]).toEqual([type, 0]);
  }
}

/** Until what is published is what the chart says, or it takes too long: whoever was killed holds a lease for a minute. */
async function workedOff(store: Store, ward: Ward): Promise<void> {
  const done = JSON.stringify(expected(ward));
  const isDone = async () => {
    const { events, work } = await store.inboxStatus();
    if (events.waiting + events.taken + work.taken > 0) return undefined;
    return JSON.stringify(await published()) === done ? true : undefined;
  };
  // What is wrong is said by the judgement.
  await eventually(isDone, 100_000).catch(() => undefined);
}

/** For each assessment whose it is and what it says, by patient. */
async function published(): Promise<readonly string[]> {
  const assessments = await allOf<RiskAssessment>('RiskAssessment');
  const scores = assessments.map(
    ({ subject, prediction }) =>
      `${subject?.reference ?? ''} ${prediction?.[0]?.rationale?.match(/: (\d+) points/)?.[1] ?? ''}`,
  );
  return scores.toSorted();
}

/** The same for the chart as it is at the end: once for each patient. */
const expected = (ward: Ward): readonly string[] =>
  [...ward].map(([patient, signs]) => `Patient/${patient} ${scoreOf(signs)}`).toSorted();

/** What makes it the same one: its identifier, or what it is about. */
const identityOf = (resource: Resource): string =>
  JSON.stringify(
    resource.resourceType === 'Provenance' ? resource.target : 'identifier' in resource && resource.identifier,
  );

beforeEach(async () => {
  over = new AbortController();
  started = [];
  const script = fileURLToPath(new URL('fhir-server-process.ts', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
  fhirProcess = child;
  fhirUrl = await new Promise<string>((resolve) =>
    child.stdout.once('data', (data: Buffer) => resolve(data.toString('utf8').trim())),
  );
});
afterEach(async () => {
  over.abort();
  await Promise.all(started.map((host) => host.stop()));
  fhirProcess.kill('SIGKILL');
});

async function start(name: string, directory: string, env: Readonly<Record<string, string>>): Promise<HostProcess> {
  const host = await startHost(name, directory, env);
  started.push(host);
  return host;
}

const keys = newKey('test');
const common = () => ({ CARDWRIGHT_STORE_KEYS: formatKey(keys) });

const folder = findPostgres();
/** Skipped, visibly, where PostgreSQL is not installed. */
const withPostgres = folder === undefined ? describe.skip : describe;

withPostgres('PostgreSQL, one api and two workers', () => {
  test('each acknowledged item is processed exactly once in effect', async () => {
    const server = await startPostgres(folder ?? '');
    const directory = temporaryDirectory();
    const env = { ...common(), CARDWRIGHT_CONFIG: configFile(directory.path), DATABASE_URL: server.url };
    const startRole = (role: string, name: string) => start(name, directory.path, { ...env, ROLE: role });
    try {
      const door = await startRole('api', 'api');
      const workers = await Promise.all([startRole('worker', 'worker-1'), startRole('worker', 'worker-2')]);
      const open = () => openStore({ dataDirectory: directory.path, databaseUrl: server.url, keys: [keys] });
      await run({ hosts: [door, ...workers], door, openStore: open });
    } finally {
      await Promise.all(started.map((host) => host.stop()));
      await server.stop();
      directory.clean();
    }
  });
});

describe('SQLite, one process', () => {
  test('each acknowledged item is processed exactly once in effect', async () => {
    const directory = temporaryDirectory();
    const env = { ...common(), CARDWRIGHT_CONFIG: configFile(directory.path) };
    const door = await start('all', directory.path, env);
    const open = () => openStore({ dataDirectory: directory.path, keys: [keys] });
    await run({ hosts: [door], door, openStore: open });
    await door.stop();
    directory.clean();
  });
});
