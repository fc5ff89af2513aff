import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { Config } from '../config/config.ts';
import { createOutboundFetch } from '../outbound/create-outbound-fetch.ts';
import { loadSigningKey } from '../outbound/smart/load-signing-key.ts';
import { startAuthorizationServer } from '../outbound/smart/testing/authorization-server.ts';
import { writeTestKey } from '../outbound/smart/testing/write-test-key.ts';
import { readConfig } from '../config/read-config.ts';
import { openExaminedServer, type ExaminedServerOptions } from './open-examined-server.ts';

const { signal } = new AbortController();
const opened: (() => void)[] = [];
afterEach(() => opened.splice(0).forEach((close) => close()));

const query = 'Observation?patient={{context.patientId}}&code=2160-0';
const templates = [{ key: 'observations-creatinine', template: query, resourceType: 'Observation', features: [] }];

/** As the file of a site has it. */
function configured(fhirServer: string, privateKeyFile: string): Pick<Config, 'sources'> {
  const path = join(mkdtempSync(join(tmpdir(), 'cardwright-doctor-')), 'config.json');
  const authentication = { pathKey: { secrets: ['an-unguessable-path-key'] } };
  const smart = { clientId: 'cardwright', keys: [{ privateKeyFile }] };
  const ward = { fhirServer, criteria: 'Observation?category=laboratory', authentication, smart };
  writeFileSync(path, JSON.stringify({ sources: { ward } }));
  return readConfig({ CARDWRIGHT_CONFIG: path });
}

async function connect(change: Partial<ExaminedServerOptions> = {}) {
  const privateKeyFile = writeTestKey('ES384');
  const { publicJwk } = await loadSigningKey({ privateKeyFile });
  const server = await startAuthorizationServer({ keys: [publicJwk], grant: () => 'system/Patient.rs' });
  const outbound = createOutboundFetch();
  opened.push(server.close, outbound.close);
  const missing: (readonly string[])[] = [];
  const options: ExaminedServerOptions = {
    server: undefined,
    source: 'ward',
    tokenFile: undefined,
    env: {},
    config: configured(server.baseUrl, privateKeyFile),
    templates,
    fetch: outbound.fetch,
    onMissing: (scopes) => void missing.push(scopes),
    ...change,
  };
  return { server, options, missing };
}

describe('the server that the doctor looks at', () => {
  test('a source is asked for leave to read and no more, and what is not granted is told', async () => {
    const { server, options, missing } = await connect();
    const fhir = await openExaminedServer(options);
    await fhir.read('Patient', 'p1', signal);
    expect(server.tokenRequests[0]?.form.get('scope')).toBe('system/Observation.rs system/Patient.rs');
    expect(missing).toEqual([['system/Observation.rs']]);
    await expect(fhir.search('Observation?patient=p1', signal)).rejects.toMatchObject({ code: 'scope-not-granted' });
  });

  test('a token for an address comes from a file, else from the environment', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'cardwright-token-')), 'token');
    writeFileSync(file, 'from-the-file\n');
    const { server, options } = await connect({
      source: undefined,
      env: { CARDWRIGHT_FHIR_TOKEN: 'from-the-environment' },
    });
    for (const tokenFile of [file, undefined]) {
      const fhir = await openExaminedServer({ ...options, server: server.baseUrl, tokenFile });
      await expect(fhir.read('Patient', 'p1', signal)).rejects.toMatchObject({ details: { status: 401 } });
    }
    expect(server.fhirRequests.map(({ bearer }) => bearer)).toEqual(['from-the-file', 'from-the-environment']);
  });

  test.each<readonly [string, Partial<ExaminedServerOptions>]>([
    ['neither', { source: undefined }],
    ['both', { server: 'https://fhir.example.org/r4' }],
    ['an unknown source', { source: 'elsewhere' }],
    ['an address without https', { source: undefined, server: 'http://fhir.example.org/r4' }],
    ['an address with a password', { source: undefined, server: 'https://me:canary@fhir.example.org/r4' }],
  ])('%s is refused', async (_name, change) => {
    const { options } = await connect(change);
    const opening = openExaminedServer(options);
    await expect(opening).rejects.toMatchObject({ code: 'bad-argument' });
    await expect(opening).rejects.not.toThrow(/canary/);
  });
});
