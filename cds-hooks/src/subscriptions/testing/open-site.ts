import { createServer } from 'node:http';
import { createHttpFhirClient, type FhirClient } from '@cardwright/fhir';
import { createFhirServer, type FhirServer, type FhirServerOptions } from '@cardwright/fhir-server';
import type { Observation, Resource } from '@medplum/fhirtypes';
import express from 'express';
import type { Source } from '../../host.ts';
import { readCase } from '../../testing/read-case.ts';
import { createTestHost, type TestHost, type TestHostOptions } from '../../testing/test-host.ts';
import { chartOf, testSource, type TestSource } from '../../testing/test-source.ts';
import { listen } from '../../testing/listen.ts';
import { createCaretaker, type Caretaker } from '../manage/create-caretaker.ts';
import { createWorker, type Worker } from '../worker.ts';

/** One process of ours. */
export interface SiteProcess {
  readonly host: TestHost;
  readonly worker: Worker;
  readonly caretaker: Caretaker;
  /** A turn of care, and all that follows from it; gives whether this process had the lease. */
  readonly turn: () => Promise<boolean>;
}

/** A FHIR server over HTTP, and processes of ours that share a store and listen to it. */
export interface Site extends SiteProcess {
  readonly source: Source;
  readonly fhir: FhirClient;
  readonly server: FhirServer;
  /** Moves both clocks. */
  readonly pass: (ms: number) => void;
  /** Another process on the same store. */
  readonly another: () => Promise<SiteProcess>;
  /** Until nothing is delivered, settled or answered. */
  readonly idle: () => Promise<void>;
  /** Writes the vital sign of the chart with another value, and the time of now. */
  readonly measure: (id: string, value: number) => Promise<Observation>;
  readonly close: () => Promise<void>;
}

export interface SiteOptions {
  readonly source?: TestSource;
  readonly server?: Partial<FhirServerOptions>;
  /** Stored before anybody listens, without a notification. */
  readonly chart?: readonly Resource[];
  /** Default: one in memory. Closed with the site. */
  readonly store?: TestHost['store'];
  /** Default: nobody waits for others. */
  readonly limits?: TestHostOptions['limits'];
}

/** The whole chart of the case `deteriorating` of NEWS2. */
export const vitalChart = (): readonly Resource[] => chartOf('deterioration-news2', 'deteriorating.json');

/** Deadline of what a test asks the server itself. */
const signal = (): AbortSignal => AbortSignal.timeout(5_000);

/** The clock of the server, which moves with each look, and of our processes, which stands still between. */
interface SiteClock {
  timeMs: number;
  readonly hosts: TestHost[];
}

function pass(clock: SiteClock, ms: number): void {
  clock.timeMs += ms;
  for (const one of clock.hosts) one.setTime(new Date(clock.timeMs).toISOString());
}

/** Managed by us, unless the options say otherwise. Our clock starts at the instant of the case. */
export async function openSite({
  source: given = {},
  server: more = {},
  chart = vitalChart(),
  store,
  limits = {},
}: SiteOptions = {}): Promise<Site> {
  const clock: SiteClock = {
    timeMs: Date.parse(readCase('deterioration-news2', 'deteriorating.json').asOf),
    hosts: [],
  };
  const http = await openFhir(clock, chart, more);
  const { server, url: fhirServer } = http;
  const fhir = createHttpFhirClient({ baseUrl: fhirServer, fetch });
  const { criteria: ours, ...rest } = testSource(fhir, { manage: true, ...given, fhirServer });
  const source: Source = { ...rest, ...(given.criteria !== undefined && ours !== undefined && { criteria: ours }) };
  const processes: (SiteProcess & { readonly close: () => Promise<void> })[] = [];
  const another = async (): Promise<SiteProcess> => {
    const options = { source, server, limits, first: processes[0]?.host, store: processes[0]?.host.store ?? store };
    const one = await openProcess(clock, options);
    processes.push(one);
    return one;
  };
  const first = await another();
  return {
    ...first,
    source,
    fhir,
    server,
    pass: (ms) => pass(clock, ms),
    another,
    idle: () => untilIdle(server, first.worker),
    measure: async (id, value) => {
      const before = await fhir.read('Observation', id, signal());
      pass(clock, 1_000);
      const valueQuantity = { ...before.valueQuantity, value };
      return fhir.update(
        { ...before, id, effectiveDateTime: new Date(clock.timeMs).toISOString(), valueQuantity },
        signal(),
      );
    },
    close: async () => {
      for (const { close } of processes.toReversed()) await close();
      await first.host.store.close();
      await server.close();
      await http.close();
    },
  };
}

interface ProcessOptions {
  readonly source: Source;
  readonly server: FhirServer;
  readonly limits: Partial<TestHost['limits']>;
  readonly first: TestHost | undefined;
  readonly store: TestHost['store'] | undefined;
}

async function openProcess(
  clock: SiteClock,
  { source, server, limits, first, store }: ProcessOptions,
): Promise<SiteProcess & { readonly close: () => Promise<void> }> {
  const host = await createTestHost({
    only: ['deterioration-news2'],
    sources: [source],
    limits: { debounceMs: 0, maxDebounceMs: 0, ...limits },
    ...(store && { store }),
    idsFrom: 1_000_000 * clock.hosts.length,
  });
  clock.hosts.push(host);
  const app = await listen(host);
  Object.assign(host, { publicBaseUrl: first?.publicBaseUrl ?? app.url });
  pass(clock, 0);
  const worker = createWorker(host);
  const caretaker = createCaretaker(host, { wake: worker.wake });
  return {
    host,
    worker,
    caretaker,
    turn: async () => {
      const had = await caretaker.sweepNow(source.id, 'schedule');
      await untilIdle(server, worker);
      return had;
    },
    close: async () => {
      await caretaker.stop();
      await worker.stop();
      await app.close();
    },
  };
}

async function untilIdle(server: FhirServer, worker: Worker): Promise<void> {
  await server.idle();
  worker.wake();
  await worker.idle();
}

interface OpenFhir {
  readonly server: FhirServer;
  readonly url: string;
  readonly close: () => Promise<void>;
}

async function openFhir(
  clock: SiteClock,
  chart: readonly Resource[],
  more: Partial<FhirServerOptions>,
): Promise<OpenFhir> {
  const known: { base?: string } = {};
  let ids = 0;
  const server = createFhirServer({
    now: () => new Date((clock.timeMs += 1)),
    newId: () => `new-${(ids += 1)}`,
    baseUrl: () => known.base,
    retryDelaysMs: [],
    ...more,
  });
  const http = createServer(express().use('/fhir', server.handler)).on('upgrade', server.upgrade);
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  known.base = `http://127.0.0.1:${address.port}/fhir`;
  server.repository.seed(chart);
  const close = async (): Promise<void> => {
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  };
  return { server, url: known.base, close };
}
