import { createServer } from 'node:http';
import { createHttpFhirClient, type FhirClient } from '@cardwright/fhir';
import { createFhirServer, type FhirServer, type FhirServerOptions } from '@cardwright/fhir-server';
import { openSqliteStore } from '@cardwright/store';
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
  // In this order backwards, and each whatever the others say: an open line would hold the test run.
  await using opened = new AsyncDisposableStack();
  const { server, url: fhirServer } = await openFhir(clock, chart, more, opened);
  const fhir = createHttpFhirClient({ baseUrl: fhirServer, fetch });
  const { criteria: ours, ...rest } = testSource(fhir, { manage: true, ...given, fhirServer });
  const source: Source = { ...rest, ...(given.criteria !== undefined && ours !== undefined && { criteria: ours }) };
  const shared = store ?? openSqliteStore({ file: ':memory:' });
  opened.defer(() => shared.close());
  const options = { source, server, limits, store: shared };
  const first = await openProcess(clock, options, opened);
  const kept = opened.move();
  return {
    ...first,
    source,
    fhir,
    server,
    pass: (ms) => pass(clock, ms),
    another: () => openProcess(clock, { ...options, publicBaseUrl: first.host.publicBaseUrl }, kept),
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
    close: () => kept.disposeAsync(),
  };
}

interface ProcessOptions {
  readonly source: Source;
  readonly server: FhirServer;
  readonly limits: Partial<TestHost['limits']>;
  readonly store: TestHost['store'];
  /** Default: its own address. */
  readonly publicBaseUrl?: string;
}

async function openProcess(
  clock: SiteClock,
  { source, server, limits, store, publicBaseUrl }: ProcessOptions,
  opened: AsyncDisposableStack,
): Promise<SiteProcess> {
  const host = await createTestHost({
    only: ['deterioration-news2'],
    sources: [source],
    limits: { debounceMs: 0, maxDebounceMs: 0, ...limits },
    store,
    idsFrom: 1_000_000 * clock.hosts.length,
  });
  clock.hosts.push(host);
  const app = await listen(host);
  opened.defer(app.close);
  Object.assign(host, { publicBaseUrl: publicBaseUrl ?? app.url });
  pass(clock, 0);
  const worker = createWorker(host);
  opened.defer(worker.stop);
  const caretaker = createCaretaker(host, { wake: worker.wake });
  opened.defer(caretaker.stop);
  return {
    host,
    worker,
    caretaker,
    turn: async () => {
      const had = await caretaker.sweepNow(source.id, 'schedule');
      await untilIdle(server, worker);
      return had;
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
}

async function openFhir(
  clock: SiteClock,
  chart: readonly Resource[],
  more: Partial<FhirServerOptions>,
  opened: AsyncDisposableStack,
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
  opened.defer(async () => {
    // A WebSocket is no connection of this server any more: the embedded one ends it before.
    await server.close();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
  });
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  known.base = `http://127.0.0.1:${address.port}/fhir`;
  server.repository.seed(chart);
  return { server, url: known.base };
}
