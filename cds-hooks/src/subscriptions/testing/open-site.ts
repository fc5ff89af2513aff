import { createServer, type Server } from 'node:http';
import { createHttpFhirClient, type FhirClient } from '@cardwright/fhir';
import { createFhirServer, type FhirServer, type FhirServerOptions } from '@cardwright/fhir-server';
import type { Observation, Resource } from '@medplum/fhirtypes';
import express from 'express';
import type { Source } from '../../host.ts';
import { readCase } from '../../testing/read-case.ts';
import { createTestHost, type TestHost } from '../../testing/test-host.ts';
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
}

/** The whole chart of the case `deteriorating` of NEWS2. */
export const vitalChart = (): readonly Resource[] => chartOf('deterioration-news2', 'deteriorating.json');

/** Deadline of what a test asks the server itself. */
const signal = (): AbortSignal => AbortSignal.timeout(5_000);

/** Managed by us, unless the options say otherwise. Our clock stands still and starts at the instant of the case. */
export async function openSite({
  source: given = {},
  server: serverOptions = {},
  chart = vitalChart(),
}: SiteOptions = {}): Promise<Site> {
  let timeMs = Date.parse(readCase('deterioration-news2', 'deteriorating.json').asOf);
  let base: string | undefined;
  let ids = 0;
  const server = createFhirServer({
    now: () => new Date((timeMs += 1)),
    newId: () => `new-${(ids += 1)}`,
    baseUrl: () => base,
    retryDelaysMs: [],
    ...serverOptions,
  });
  const http = await open(express().use('/fhir', server.handler));
  http.server.on('upgrade', server.upgrade);
  base = `${http.url}/fhir`;
  server.repository.seed(chart);
  const fhir = createHttpFhirClient({ baseUrl: base, fetch });
  const { criteria, ...file } = { criteria: undefined, ...given };
  const { criteria: unused, ...rest } = testSource(fhir, { manage: true, ...file, fhirServer: base });
  void unused;
  const source: Source = { ...rest, ...(criteria !== undefined && { criteria }) };
  const hosts: TestHost[] = [];
  const pass = (ms: number): void => {
    timeMs += ms;
    for (const one of hosts) one.setTime(new Date(timeMs).toISOString());
  };
  const closers: (() => Promise<void>)[] = [];
  const start = async (
    store?: TestHost['store'],
    publicBaseUrl?: string,
  ): Promise<SiteProcess & { readonly url: string }> => {
    const host = await createTestHost({
      only: ['deterioration-news2'],
      sources: [source],
      limits: { debounceMs: 0, maxDebounceMs: 0 },
      ...(store && { store }),
      idsFrom: 1_000_000 * hosts.length,
    });
    hosts.push(host);
    const app = await listen(host);
    Object.assign(host, { publicBaseUrl: publicBaseUrl ?? app.url });
    pass(0);
    const worker = createWorker(host);
    const caretaker = createCaretaker(host, { wake: worker.wake });
    closers.push(async () => {
      await caretaker.stop();
      await worker.stop();
      await app.close();
    });
    const turn = async (): Promise<boolean> => {
      const had = await caretaker.sweepNow(source.id, 'schedule');
      await idle();
      return had;
    };
    const idle = async (): Promise<void> => {
      await server.idle();
      worker.wake();
      await worker.idle();
    };
    return { host, worker, caretaker, turn, url: host.publicBaseUrl };
  };
  const first = await start();
  return {
    ...first,
    source,
    fhir,
    server,
    pass,
    another: () => start(first.host.store, first.url),
    idle: async () => {
      await server.idle();
      first.worker.wake();
      await first.worker.idle();
    },
    measure: async (id, value) => {
      const before = await fhir.read('Observation', id, signal());
      pass(1_000);
      const valueQuantity = { ...before.valueQuantity, value };
      const effectiveDateTime = new Date(timeMs).toISOString();
      return fhir.update({ ...before, id, effectiveDateTime, valueQuantity }, signal());
    },
    close: async () => {
      for (const close of closers.toReversed()) await close();
      await first.host.store.close();
      await server.close();
      await http.close();
    },
  };
}

async function open(
  app: express.Express,
): Promise<{ readonly server: Server; readonly url: string; close(): Promise<void> }> {
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return {
    server,
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
