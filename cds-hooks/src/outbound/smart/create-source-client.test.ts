import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { FhirInteraction } from '@cardwright/fhir';
import { decodeProtectedHeader } from 'jose';
import { fetchTemplate } from '../../fetch-template.ts';
import { createOutboundFetch } from '../create-outbound-fetch.ts';
import { patientRetries } from '../patient-retries.ts';
import { createSourceClient, type SourceClientOptions } from './create-source-client.ts';
import { publishKeySet } from './publish-key-set.ts';
import { startAuthorizationServer, type ServerBehaviour } from './testing/authorization-server.ts';
import { writeTestKey } from './testing/write-test-key.ts';

const { signal } = new AbortController();
const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

const needs = new Map<string, ReadonlySet<FhirInteraction>>([
  ['Patient', new Set(['r'])],
  ['Observation', new Set(['r', 's'])],
]);

async function connect(keys: readonly string[], behaviour: Partial<ServerBehaviour> = {}) {
  const server = await startAuthorizationServer(behaviour);
  const outbound = createOutboundFetch();
  opened.push(server.close, outbound.close);
  const options: SourceClientOptions = {
    fhirServer: server.baseUrl,
    smart: { clientId: 'cardwright', keys: keys.map((privateKeyFile) => ({ privateKeyFile })) },
    fetch: outbound.fetch,
    retry: patientRetries,
    needs: () => needs,
    now: () => new Date(),
    newUuid: randomUUID,
  };
  return { server, options };
}

/** Publishes what is asked for at each read. */
async function publish(body: () => unknown): Promise<string> {
  const server = createServer((_request, response) => void response.end(JSON.stringify(body())));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  opened.push(() => (server.closeAllConnections(), server.close()));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/.well-known/jwks.json`;
}

describe('rotation of our key', () => {
  test('both keys are published, the first signs, and a server that reads our key set takes either', async () => {
    const [old, next] = [writeTestKey('RS384'), writeTestKey('ES384')];
    const files = [[old], [old, next], [next, old], [next]];
    let published: unknown;
    const keySetUrl = await publish(() => published);
    const signed: (string | undefined)[] = [];
    for (const keys of files) {
      const { server, options } = await connect(keys, { keySetUrl });
      const client = await createSourceClient(options);
      published = publishKeySet(client.keys);
      expect(publishKeySet(client.keys).keys).toHaveLength(keys.length);
      await client.fhir.read('Patient', 'p1', signal);
      signed.push(decodeProtectedHeader(server.tokenRequests[0]?.form.get('client_assertion') ?? '').alg);
    }
    expect(signed).toEqual(['RS384', 'RS384', 'ES384', 'ES384']);
    expect(JSON.stringify(published)).not.toMatch(/"(d|p|q|dp|dq|qi|k)":/);
  });
});

describe('a template whose type was not granted', () => {
  test('is failed with a coded reason, and nothing is asked', async () => {
    const key = writeTestKey('ES384');
    const { server, options } = await connect([key], { grant: () => 'system/Patient.r' });
    const { fhir, keys } = await createSourceClient(options);
    server.behaviour.keys = keys.map(({ publicJwk }) => publicJwk);
    const template = {
      key: 'observations-creatinine',
      template: 'Observation?patient={{context.patientId}}&code=2160-0',
      resourceType: 'Observation',
      features: ['creatinine'],
    };
    expect(await fetchTemplate(fhir, template, 'p1', signal)).toMatchObject({
      state: 'failed',
      error: { code: 'scope-not-granted' },
    });
    expect(server.fhirRequests).toEqual([]);
  });
});

test('a source that asks for no token gets none', async () => {
  const seen: unknown[] = [];
  const base = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.end(JSON.stringify({ resourceType: 'Patient', id: 'p1' }));
  });
  await new Promise<void>((resolve) => base.listen(0, '127.0.0.1', resolve));
  opened.push(() => (base.closeAllConnections(), base.close()));
  const address = base.address();
  const fhirServer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/fhir`;
  const { smart: _smart, ...options } = (await connect([])).options;
  const { fhir, keys } = await createSourceClient({ ...options, fhirServer });
  await fhir.read('Patient', 'p1', signal);
  expect({ seen, keys }).toEqual({ seen: [undefined], keys: [] });
});
