import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from '@jest/globals';
import { errorCode, outcomeOf, post } from './support/ask.ts';
import { callOf } from './support/call-of.ts';
import { fromChart, startFhirServer, type ScriptedFhirServer } from './support/fhir-server.ts';
import { startHost, type StartedHost } from './support/start-host.ts';

const base = callOf('cvd-risk-prevent', 'base.json');
const canary = 'canary-token-7f3a9';

let host: StartedHost;
let fhir: ScriptedFhirServer;
beforeAll(async () => {
  const chart = fromChart(base.prefetch);
  fhir = await startFhirServer((path) => {
    const answer = chart(path) as Readonly<Record<string, unknown>>;
    // One search has a second page, so that a next page is asked for with the token too.
    if (!path.startsWith('Condition?') || path.includes('page=2')) return answer;
    return { ...answer, link: [{ relation: 'next', url: `${fhir.url}/Condition?page=2` }] };
  });
  host = await startHost({ config: { fhirServers: [fhir.url] } });
});

const authorization = {
  access_token: canary,
  token_type: 'Bearer',
  expires_in: 300,
  scope: 'patient/Patient.read patient/Observation.read',
  subject: 'cds-service',
  patient: 'p1',
};
const call = (fhirAuthorization: unknown, change: object = {}) =>
  post(`${host.url}/cds-services/cvd-risk-prevent`, {
    ...base,
    prefetch: undefined,
    fhirServer: fhir.url,
    fhirAuthorization,
    ...change,
  });

test('[auth-may-query] [auth-bearer] every call to the server presents the token, a next page too', async () => {
  fhir.asked.length = 0;
  expect(outcomeOf(await call(authorization))).toMatchObject({ outcome: 'assessed' });
  expect(fhir.asked.some(({ path }) => path.includes('page=2'))).toBe(true);
  expect(new Set(fhir.asked.map((asked) => asked.authorization))).toEqual(new Set([`Bearer ${canary}`]));
});

test('[auth-not-after-response] nothing is asked after the answer', async () => {
  await call(authorization);
  const count = fhir.asked.length;
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(fhir.asked.length).toBe(count);
});

test('[auth-transient] the token is in no log line, no answer and no file', async () => {
  const answers = [
    await call(authorization),
    await call({ ...authorization, token_type: 'mac' }),
    await call(authorization, { context: {} }),
    await call(authorization, { fhirServer: 'https://other.example.org/fhir' }),
  ];
  for (const { text } of answers) expect(text).not.toContain(canary);
  expect(host.logged.join('\n')).not.toContain(canary);
  for (const file of readdirSync(host.dataDirectory, { recursive: true, encoding: 'utf8' })) {
    const bytes = readFileSync(join(host.dataDirectory, file), { flag: 'r' });
    expect(bytes.includes(canary)).toBe(false);
  }
});

const refused: readonly (readonly [string, unknown])[] = [
  ['without access_token', { ...authorization, access_token: undefined }],
  ['with an empty access_token', { ...authorization, access_token: '' }],
  ['without token_type', { ...authorization, token_type: undefined }],
  ['of another type', { ...authorization, token_type: 'mac' }],
  ['that is a text', canary],
];
test.each(refused)('[auth-members] an authorization %s is 400', async (_name, given) => {
  const answer = await call(given);
  expect([answer.status, errorCode(answer)]).toEqual([400, 'bad-request']);
});

const accepted: readonly (readonly [string, unknown])[] = [
  ['[auth-members] with bearer in small letters', { ...authorization, token_type: 'bearer' }],
  ['[auth-members] [call-trial-use] with all five members', authorization],
  ['[auth-patient] [cds-r-2] with patient/ scopes and no patient', { ...authorization, patient: undefined }],
  ['[auth-scopes] with SMART 1 scopes', { ...authorization, scope: 'patient/Observation.read user/*.read' }],
  ['[auth-scopes] with SMART 2 scopes', { ...authorization, scope: 'patient/Observation.rs user/Condition.rs?x=y' }],
  ['[hard-9-sloppy-payloads] with a scope of spaces', { ...authorization, scope: '  ' }],
];
test.each(accepted)('%s it is used', async (_name, given) => {
  expect(outcomeOf(await call(given))).toMatchObject({ outcome: 'assessed' });
});

test('[call-fhir-server-https] beyond loopback the server’s scheme is https', async () => {
  const answer = await call(authorization, { fhirServer: 'http://ehr.example.org/fhir' });
  expect([answer.status, errorCode(answer)]).toEqual([400, 'bad-request']);
});
