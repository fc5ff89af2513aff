import { beforeAll, describe, expect, test } from '@jest/globals';
import { outcomeOf, post, type Answer } from './support/ask.ts';
import { callOf } from './support/call-of.ts';
import { fromChart, startFhirServer, type ScriptedFhirServer } from './support/fhir-server.ts';
import { readFixture, readFixtures, type Fixture } from './support/read-fixtures.ts';
import { startHost, type StartedHost } from './support/start-host.ts';

let host: StartedHost;
let fhir: ScriptedFhirServer;
beforeAll(async () => {
  // The published worked example, as the chart of the fixtures' patient.
  const { prefetch } = callOf('cvd-risk-prevent', 'base.json');
  const chart = JSON.stringify(prefetch)
    .replaceAll('"id":"p1"', '"id":"willow-4711"')
    .replaceAll('Patient/p1', 'Patient/willow-4711');
  fhir = await startFhirServer(fromChart(JSON.parse(chart) as Record<string, unknown>));
  host = await startHost({ config: { fhirServers: [fhir.url] } });
});

type Json = Readonly<Record<string, unknown>>;
/** Sends a fixture as it is, but for the address of the FHIR server. */
const send = ({ body }: Fixture, change: Json = {}, service = 'cvd-risk-prevent') =>
  post(`${host.url}/cds-services/${service}`, { ...body, fhirServer: fhir.url, ...change });
/** What was noted of a call; nothing that its hook requires may be missed in a context that has it. */
function expectUnderstood(answer: Answer): void {
  expect(JSON.stringify(outcomeOf(answer)['notes'] ?? [])).not.toMatch(/is missing|selections? /);
}
const contextOf = ({ body }: Fixture) => body['context'] as Json;

const hooks = [
  ['[hook-patient-view] patient-view', 'patient-view'],
  ['[hook-order-select] order-select with selections', 'order-select'],
  ['[hook-order-sign] order-sign with a re-signed order and a contained medication', 'order-sign'],
  ['[hook-order-dispatch] order-dispatch without userId', 'order-dispatch'],
  ['[hook-appointment-book] appointment-book with the same id twice', 'appointment-book'],
  ['[hook-encounter-start] encounter-start', 'encounter-start'],
  ['[hook-encounter-discharge] encounter-discharge', 'encounter-discharge'],
  ['[hook-medication-refill] medication-refill without userId', 'medication-refill'],
  ['[hook-medication-verify] medication-verify, its medication called order', 'medication-verify'],
  ['[hook-problem-list-item-create] problem-list-item-create', 'problem-list-item-create'],
  ['[hook-allergyintolerance-create] allergyintolerance-create', 'allergyintolerance-create'],
] as const;

test('every fixture is sent', () => {
  expect(hooks.map(([, hook]) => hook).sort()).toEqual(readFixtures('requests').map(({ name }) => name));
});

test.each(hooks)('%s is answered', async (_name, hook) => {
  const answer = await send(readFixture('requests', hook));
  const { outcome } = outcomeOf(answer);
  expectUnderstood(answer);
  // Orders of other things are not this service's concern; every other event is a look at the patient.
  expect(outcome).toBe(/^order-(select|sign)$/.test(hook) && outcome !== 'assessed' ? 'not-applicable' : 'assessed');
});

test.each(hooks)('%s: fields that its page does not know pass', async (_name, hook) => {
  const fixture = readFixture('requests', hook);
  const answer = await send(fixture, { context: { ...contextOf(fixture), 'org.example.room': { bed: 7 } } });
  outcomeOf(answer);
});

test('[hook-encounter-start] several starts of one encounter are each answered', async () => {
  const fixture = readFixture('requests', 'encounter-start');
  const ids = [outcomeOf(await send(fixture))['id'], outcomeOf(await send(fixture))['id']];
  expect(new Set(ids).size).toBe(2);
});

describe('old and sloppy names', () => {
  const dispatch = readFixture('requests', 'order-dispatch');
  const { fulfillmentTasks, ...dispatchRest } = contextOf(dispatch);
  const select = readFixture('requests', 'order-select');
  const { selections, ...selectRest } = contextOf(select);
  const verify = readFixture('requests', 'medication-verify');
  const { order, ...verifyRest } = contextOf(verify);

  const tables: readonly (readonly [string, Fixture, Json])[] = [
    ['fulfillment-tasks', dispatch, { ...dispatchRest, 'fulfillment-tasks': fulfillmentTasks }],
    ['selection', select, { ...selectRest, selection: selections }],
    ['medication', verify, { ...verifyRest, medication: order }],
    ['duplicate entry ids', select, { ...contextOf(select), draftOrders: twice(contextOf(select)['draftOrders']) }],
    ['a Bundle without type', select, contextOf(select)],
    [
      'absolute selections',
      select,
      { ...selectRest, selections: ['https://ehr.example.org/fhir/MedicationRequest/smart-1'] },
    ],
  ];
  test.each(tables)('[hard-9-sloppy-payloads] %s is read', async (_name, fixture, context) => {
    expectUnderstood(await send(fixture, { context }));
  });
});

function twice(bundle: unknown): unknown {
  const { entry } = bundle as { readonly entry: readonly unknown[] };
  return { ...(bundle as Json), entry: [...entry, ...entry] };
}

test('[hook-order-select] an order that is not complete yet is let in', async () => {
  const call = callOf('warfarin-dose', 'several-drafts.json');
  const bare = JSON.parse(JSON.stringify(call), (key, value: unknown) =>
    key === 'dosageInstruction' ? undefined : value,
  ) as Json;
  outcomeOf(await post(`${host.url}/cds-services/warfarin-dose`, bare));
});

test('[hook-order-sign] a re-signed order that is no draft starts nothing', async () => {
  const answer = await post(`${host.url}/cds-services/warfarin-dose`, callOf('warfarin-dose', 're-signed-order.json'));
  expect(outcomeOf(answer)).toMatchObject({ outcome: 'not-applicable' });
});

test.each(readFixtures('feedback').map(({ name, body }) => [name, body] as const))(
  '[feedback-batch] the feedback %s is stored',
  async (_name, body) => {
    const answer = await post(`${host.url}/cds-services/cvd-risk-prevent/feedback`, body);
    expect(answer).toMatchObject({ status: 200, body: { stored: (body['feedback'] as unknown[]).length } });
  },
);
