import { afterEach, describe, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Resource } from '@medplum/fhirtypes';
import { createTestFhir, createTestHost, testInstant, type TestHost } from '../testing/test-host.ts';
import { chartOf, testSource } from '../testing/test-source.ts';
import type { ChangeEvent, SubscriptionNotification } from './notification-event.ts';
import { settleNotification } from './settle-notification.ts';
import { newestAsk } from './sweep/ask-sweep.ts';

const chart = chartOf('deterioration-news2', 'deteriorating.json').map((resource): Resource => ({
  ...resource,
  meta: { versionId: '1', lastUpdated: testInstant },
}));
const vital = chart.find(({ resourceType }) => resourceType === 'Observation');
const patient = chart.find(({ resourceType }) => resourceType === 'Patient')?.id ?? '';
const signal = AbortSignal.timeout(60_000);
const hosts: TestHost[] = [];

afterEach(async () => {
  await Promise.all(hosts.splice(0).map(({ store }) => store.close()));
});

const about = (type: string, id = ''): ChangeEvent => ({ focus: { kind: 'reference', type, id }, isDelete: false });
const told = (...events: ChangeEvent[]): SubscriptionNotification => ({
  type: 'event-notification',
  errors: [],
  events,
});

/** Settles notifications one after the other against one server, and tells who was woken and what was read. */
async function settling(resources: readonly Resource[] = chart) {
  const host = await createTestHost({ only: ['deterioration-news2'], limits: { debounceMs: 0, maxDebounceMs: 0 } });
  hosts.push(host);
  const server = createTestFhir(resources);
  const asked: string[] = [];
  const fhir: FhirClient = {
    ...server,
    read: (type, id, ...rest) => {
      asked.push(`${type}/${id}`);
      return server.read(type, id, ...rest);
    },
    search: (query, ...rest) => {
      asked.push(query);
      return server.search(query, ...rest);
    },
  };
  let key = 0;
  const settle = async (notification: SubscriptionNotification): Promise<readonly string[]> => {
    const receivedAtMs = host.now().getTime();
    await host.store.acceptEvent({ source: 'ward', key: String((key += 1)), receivedAtMs, body: new Uint8Array() });
    const [event] = await host.store.takeEvents(1, receivedAtMs);
    if (event === undefined) throw new Error('it was not accepted');
    await settleNotification(host, testSource(fhir), event, [notification], signal);
    const work = await host.store.takeWork(10, receivedAtMs);
    for (const one of work) await host.store.completeWork(one, receivedAtMs);
    return work.map((one) => `${one.patient} ${one.services.join()}`);
  };
  return { host, server, settle, asked };
}

test('a change that concerns a service wakes its patient, and completes the notification', async () => {
  const { settle, host } = await settling();
  expect(await settle(told(about('Observation', vital?.id)))).toEqual([`${patient} deterioration-news2`]);
  expect((await host.store.inboxStatus()).events).toMatchObject({ done: 1 });
});

test('the same version told again wakes nobody; a new version does', async () => {
  const { settle, server } = await settling();
  const change = told(about('Observation', vital?.id));
  await settle(change);
  expect(await settle(change)).toEqual([]);
  await server.update({ ...(vital as Resource & { id: string }), status: 'entered-in-error' } as never, signal);
  expect(await settle(change)).toEqual([`${patient} deterioration-news2`]);
});

test('a deletion wakes the patient whom the resource was seen with, once', async () => {
  const { settle, server } = await settling();
  const change = told(about('Observation', vital?.id));
  expect(await settle(told({ ...about('Observation', 'never-seen'), isDelete: true }))).toEqual([]);
  await settle(change);
  await server.delete('Observation', vital?.id ?? '', signal);
  expect(await settle(change)).toEqual([`${patient} deterioration-news2`]);
  expect(await settle(change)).toEqual([]);
});

test('more than is read for one notification is left to a sweep that is asked for, and the notification is done', async () => {
  const { settle, server, host } = await settling();
  const search = server.search.bind(server);
  server.search = async (...given) => ({ ...(await search(...given)), truncated: true });
  expect(await settle(told({ isDelete: false }))).toEqual([]);
  expect(await newestAsk(host.store, 'ward')).toBe(1);
  expect((await host.store.inboxStatus()).events).toMatchObject({ done: 1 });
});

test('nothing said: what the criteria give since shortly before', async () => {
  const { settle, asked } = await settling();
  expect(await settle(told({ isDelete: false }))).toEqual([`${patient} deterioration-news2`]);
  expect(asked).toEqual(['Observation?category=vital-signs&_lastUpdated=ge2026-03-02T08:55:00.000Z&_count=200']);
});

describe('wakes nobody, and reads nothing', () => {
  test.each<[string, SubscriptionNotification]>([
    ['a handshake', { ...told(about('Observation', vital?.id)), type: 'handshake' }],
    ['a heartbeat that carries an event', { ...told(about('Observation', vital?.id)), type: 'heartbeat' }],
    ['what we wrote ourselves', told(about('RiskAssessment', 'r1'))],
    ['a type that no service listens to', told(about('Basic', 'b1'))],
  ])('%s', async (_name, notification) => {
    const { settle, asked } = await settling();
    expect(await settle(notification)).toEqual([]);
    expect(asked).toEqual([]);
  });
});

test('a source that cannot be read: nothing is settled', async () => {
  const { host } = await settling();
  const away = new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.');
  const fhir: FhirClient = { ...createTestFhir([]), read: () => Promise.reject(away) };
  await host.store.acceptEvent({ source: 'ward', key: 'k', receivedAtMs: 0, body: new Uint8Array() });
  const [event] = await host.store.takeEvents(1, host.now().getTime());
  const settled = settleNotification(
    host,
    testSource(fhir),
    event ?? { id: 0, receivedAtMs: 0 },
    [told(about('Observation', 'o1'))],
    signal,
  );
  await expect(settled).rejects.toBe(away);
  expect((await host.store.inboxStatus()).events).toMatchObject({ taken: 1 });
});
