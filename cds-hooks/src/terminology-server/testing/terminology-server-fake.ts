import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

/** What the server was asked. */
export interface AskedFor {
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

/** A small FHIR terminology server on loopback: pages `$expand` of what it holds, unless `answer` says otherwise. */
export interface FakeTerminologyServer {
  readonly baseUrl: string;
  readonly asked: readonly AskedFor[];
  readonly close: () => void;
}

interface Held {
  readonly version?: string;
  readonly contains: readonly object[];
  readonly codeSystems?: readonly string[];
}

export async function startTerminologyServer(
  held: Readonly<Record<string, Held>>,
  answer?: (asked: AskedFor, response: ServerResponse) => boolean,
): Promise<FakeTerminologyServer> {
  const asked: AskedFor[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const one = { query: url.searchParams, headers: request.headers };
    asked.push(one);
    if (answer?.(one, response) === true) return;
    const set = url.pathname === '/r4/ValueSet/$expand' ? held[url.searchParams.get('url') ?? ''] : undefined;
    if (set === undefined) {
      const issue = [{ severity: 'error', code: 'not-found', details: { text: 'Unknown value set' } }];
      response.writeHead(404).end(JSON.stringify({ resourceType: 'OperationOutcome', issue }));
    } else response.end(JSON.stringify(expansionOf(set, url.searchParams)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    baseUrl: `http://127.0.0.1:${port}/r4`,
    asked,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function expansionOf({ version, contains, codeSystems = [] }: Held, query: URLSearchParams): object {
  const offset = Number(query.get('offset') ?? 0);
  const count = Number(query.get('count') ?? contains.length);
  return {
    resourceType: 'ValueSet',
    status: 'active',
    ...(version !== undefined && { version }),
    expansion: {
      identifier: 'urn:uuid:11111111-2222-4333-8444-555555555555',
      timestamp: '2026-11-20T00:00:00Z',
      total: contains.length,
      offset,
      parameter: codeSystems.map((valueUri) => ({ name: 'version', valueUri })),
      contains: contains.slice(offset, offset + count),
    },
  };
}
