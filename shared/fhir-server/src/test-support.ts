import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Observation } from '@medplum/fhirtypes';
import express from 'express';
import { createFhirServer, type FhirServer, type FhirServerOptions } from './create-fhir-server.ts';

/** A clock that moves one second with each look, and ids that count. For tests. */
export function testOptions(): Pick<FhirServerOptions, 'now' | 'newId'> {
  let seconds = 0;
  let ids = 0;
  return { now: () => new Date(Date.UTC(2026, 0, 1) + 1000 * seconds++), newId: () => `new-${++ids}` };
}

/** A final laboratory Observation in mg/dL. For tests. */
export const labObservation = (id: string, more: Partial<Observation> = {}): Observation => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ],
  code: { coding: [{ system: 'http://loinc.org', code: '2160-0' }] },
  subject: { reference: 'Patient/p1' },
  effectiveDateTime: '2026-01-10T08:00:00Z',
  valueQuantity: { value: 1.1, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
  ...more,
});

/** An HTTP server on a free port of this machine. For tests. */
export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts an express app or a plain listener on a free loopback port. For tests. */
export async function listen(app: RequestListener, upgrade?: FhirServer['upgrade']): Promise<Listening> {
  const server: Server = createServer(app);
  if (upgrade) server.on('upgrade', upgrade);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address: AddressInfo | string | null = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What an endpoint was sent. */
export interface Received {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/** An endpoint of notifications that answers with the statuses in turn, then 200. For tests. */
export async function listenReceiver(
  statuses: number[] = [],
): Promise<Listening & { readonly received: Received[]; readonly statuses: number[] }> {
  const received: Received[] = [];
  const listening = await listen((request, response) => {
    const chunks: Buffer[] = [];
    const { method, url, headers } = request;
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ method, url, headers, body: Buffer.concat(chunks) });
      response.writeHead(statuses.shift() ?? 200).end('ignored');
    });
  });
  return { ...listening, received, statuses };
}

/** A running FHIR server mounted at /fhir, that knows its base and takes WebSockets. For tests. */
export async function listenFhir(
  options: Partial<FhirServerOptions> = {},
): Promise<Listening & AsyncDisposable & { readonly server: FhirServer }> {
  const base: { url?: string } = {};
  const server = createFhirServer({ ...testOptions(), baseUrl: () => base.url, ...options });
  const app = express();
  app.use('/fhir', server.handler);
  const { url, close } = await listen(app, server.upgrade);
  base.url = `${url}/fhir`;
  const closeAll = async (): Promise<void> => {
    await server.close();
    await close();
  };
  return { url: base.url, server, close: closeAll, [Symbol.asyncDispose]: closeAll };
}
