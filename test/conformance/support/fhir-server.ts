import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeAtEnd } from './close-at-end.ts';

export interface Asked {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly at: number;
}

export interface ScriptedFhirServer {
  readonly url: string;
  readonly asked: Asked[];
  readonly close: () => Promise<void>;
  /** Requests whose connection was closed by the caller before an answer. */
  readonly abandoned: () => number;
}

export type Script = (path: string, res: ServerResponse, req: IncomingMessage) => unknown;

/** A FHIR server over HTTP that answers what a test says. A script that returns undefined has answered by itself, or never will. */
export async function startFhirServer(script: Script): Promise<ScriptedFhirServer> {
  const asked: Asked[] = [];
  let abandoned = 0;
  const server = createServer((req, res) => {
    const path = (req.url ?? '').replace(/^\/fhir\//, '');
    asked.push({ path, authorization: req.headers.authorization, at: performance.now() });
    res.on('close', () => {
      if (!res.writableFinished) abandoned += 1;
    });
    const body = script(path, res, req);
    if (body !== undefined) {
      res.setHeader('content-type', 'application/fhir+json');
      res.end(JSON.stringify(body));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/fhir`,
    asked,
    abandoned: () => abandoned,
    close: closeAtEnd(async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }),
  };
}

/** Answers reads and searches from a chart by type, as a server would that holds only this patient. */
export function fromChart(prefetch: Readonly<Record<string, unknown>>): (path: string) => unknown {
  const resources = Object.values(prefetch).flatMap(resourcesIn);
  return (path) => {
    const type = /^[A-Za-z]+/.exec(path)?.[0];
    const found = resources.filter((resource) => resource['resourceType'] === type);
    if (!path.includes('?')) return found[0] ?? { resourceType: 'OperationOutcome', issue: [] };
    return { resourceType: 'Bundle', type: 'searchset', entry: found.map((resource) => ({ resource })) };
  };
}

function resourcesIn(slot: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (typeof slot !== 'object' || slot === null) return [];
  const resource = slot as Readonly<Record<string, unknown>>;
  if (resource['resourceType'] !== 'Bundle') return [resource];
  const entries = (resource['entry'] ?? []) as readonly { readonly resource: Readonly<Record<string, unknown>> }[];
  return entries.map((entry) => entry.resource);
}
