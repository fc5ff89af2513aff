/**
 * Text about a patient, tokens and keys go in at every door and come back in what a broken FHIR server says; nothing that the process or
 * the commands write for operators holds any of it. The fuzz suite does the same with tens of thousands of requests, `drain.test.ts` with
 * traces; here are the paths of failure.
 */
import { spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { registeredServices } from '@cardwright/cds-hooks';
import { canariesIn, canary } from '../fuzz/canaries.ts';
import {
  eventually,
  repository,
  runCardwright,
  startProcess,
  temporaryDirectory,
  type StartedProcess,
} from './start-process.ts';

jest.setTimeout(120_000);

const service = 'deterioration-news2';
const sourceKey = `${canary.key}-of-the-ward-in-tests`;
const directory = temporaryDirectory();
const data = join(directory.path, 'data');
let broken: Server;
let fhirUrl: string;
let host: StartedProcess;
let env: Readonly<Record<string, string>>;

/** What broken servers say, by turns: a patient in every place where text can stand. */
const answers: readonly { readonly status: number; readonly body: string; readonly type: string }[] = [
  {
    status: 500,
    type: 'application/fhir+json',
    body: JSON.stringify({
      resourceType: 'OperationOutcome',
      issue: [{ severity: 'fatal', code: 'exception', diagnostics: `${canary.name} ${canary.identifier}` }],
    }),
  },
  {
    status: 422,
    type: 'application/fhir+json',
    body: JSON.stringify({ resourceType: 'Patient', id: canary.patientId }),
  },
  { status: 200, type: 'text/html', body: `<h1>${canary.name}</h1>` },
  { status: 200, type: 'application/fhir+json', body: `{"resourceType":"Bundle","entry":"${canary.name}` },
  { status: 404, type: 'text/plain', body: canary.patientId },
];

beforeAll(async () => {
  let turn = 0;
  broken = createServer((_req, res) => {
    const answer = answers[(turn += 1) % answers.length];
    res
      .writeHead(answer?.status ?? 500, { 'content-type': answer?.type, 'x-patient': canary.identifier })
      .end(answer?.body);
  });
  await new Promise<void>((resolve) => broken.listen(0, '127.0.0.1', resolve));
  const address = broken.address();
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
  fhirUrl = `http://127.0.0.1:${address.port}/fhir`;
  const config = join(directory.path, 'config.json');
  const others = [...registeredServices.keys()].filter((id) => id !== service);
  writeFileSync(
    config,
    JSON.stringify({
      publicBaseUrl: 'https://cardwright.example.org',
      limits: { debounceMs: 0, maxDebounceMs: 0 },
      fhirServers: [fhirUrl],
      services: {
        ...Object.fromEntries(others.map((id) => [id, { status: 'retired' }])),
        [service]: { status: 'active', approvedBy: 'Committee', approvedOn: '2026-01-01' },
      },
      sources: {
        ward: { fhirServer: fhirUrl, authentication: { pathKey: { secrets: [sourceKey] } } },
      },
    }),
  );
  env = { CARDWRIGHT_CONFIG: config, CARDWRIGHT_DATA_DIR: data, LOG_LEVEL: 'trace' };
  host = await startProcess(data, env);
});
afterAll(async () => {
  await host.kill();
  broken.closeAllConnections();
  await new Promise((resolve) => broken.close(resolve));
  directory.clean();
});

const post = (path: string, body: string, headers: Readonly<Record<string, string>> = {}): Promise<number> =>
  fetch(`${host.url}${path}`, { method: 'POST', headers, body }).then(({ status }) => status);

const observation = (id: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  subject: { reference: `Patient/${canary.patientId}`, display: canary.name },
});

test('neither door says anything of a patient or a token when everything fails', async () => {
  const bearer = { authorization: `Bearer ${canary.token}` };
  const call = {
    hook: 'patient-view',
    hookInstance: crypto.randomUUID(),
    context: { userId: 'Practitioner/1', patientId: canary.patientId },
    fhirServer: fhirUrl,
    fhirAuthorization: { access_token: canary.token, token_type: 'Bearer', expires_in: 300, scope: 's', subject: 's' },
  };
  const json = { 'content-type': 'application/json', ...bearer };
  for (let n = 0; n < answers.length; n += 1) await post(`/cds-services/${service}`, JSON.stringify(call), json);
  await post(`/cds-services/${service}`, `{"hook":"${canary.name}`, json);
  const door = `/subscriptions/ward/${sourceKey}`;
  for (let n = 0; n < 6; n += 1)
    expect(await post(door, JSON.stringify(observation(`${canary.patientId}-${n}`)), bearer)).toBe(200);
  expect(await post(door, `{"resourceType":"${canary.name}`)).toBe(200);
  expect(await post(`/subscriptions/ward/${canary.key}-which-is-wrong`, '{}')).toBe(401);
  await eventually(async () => (host.lines.some((line) => line.includes('quarantined')) ? true : undefined));
  await eventually(async () =>
    host.lines.some((line) => line.includes('notification not processed')) ? true : undefined,
  );
  expect(host.lines.filter((line) => canariesIn(line).length > 0)).toEqual([]);
  expect(host.lines.filter((line) => line.includes('leftOut'))).toEqual([]);
  const metrics = await (await fetch(`${host.url}/metrics`)).text();
  const ready = await (await fetch(`${host.url}/readyz`)).text();
  expect(canariesIn(metrics + ready)).toEqual([]);
});

test.each([
  ['inbox list', ['inbox', 'list']],
  ['inbox show', ['inbox', 'show', '7']],
  ['inbox show of none', ['inbox', 'show', '999']],
  ['store purge', ['store', 'purge']],
  ['store migrate', ['store', 'migrate']],
  ['store rotate', ['store', 'rotate']],
  ['store backup', ['store', 'backup', join(directory.path, 'backup.db')]],
  [
    'store export to a file',
    ['store', 'export', '--out', join(directory.path, 'export.ndjson'), '--patient', canary.patientId],
  ],
  ['store export to nowhere', ['store', 'export', '--out', join(directory.path, 'none', 'export.ndjson')]],
  ['replay of none', ['replay', 'no-such-evaluation']],
  ['doctor', ['doctor', '--source', 'ward', '--patients', canary.patientId]],
])('%s says nothing of a patient', async (_name, args) => {
  const { stdout, stderr } = await runCardwright(args, '', { ...env, CARDWRIGHT_FHIR_TOKEN: canary.token });
  // An export to a file says nothing at all.
  if (!args.includes('export')) expect(stdout + stderr).not.toBe('');
  expect(canariesIn(stdout + stderr)).toEqual([]);
});

test('a crash says its kind and where, ends with 70, and not what was in the message', async () => {
  const url = (file: string) => JSON.stringify(pathToFileURL(join(repository, 'cds-hooks/src/log', file)).href);
  const program = `
    import { createLog } from ${url('create-log.ts')};
    import { logCrash } from ${url('log-crash.ts')};
    logCrash(createLog());
    ({ throws: () => Promise.reject(new RangeError(${JSON.stringify(canary.name)})) }).throws();
  `;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'pipe'] });
  let written = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (written += chunk.toString('utf8')));
  expect(await new Promise((resolve) => child.once('close', resolve))).toBe(70);
  expect(written).toContain('"kind":"RangeError"');
  expect(canariesIn(written)).toEqual([]);
});
