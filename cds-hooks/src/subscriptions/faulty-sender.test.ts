import { randomUUID } from 'node:crypto';
import { afterEach, describe, expect, test } from '@jest/globals';
import {
  createFaultySender,
  IndexedRepository,
  sendOverHttp,
  senderShapes,
  type Faults,
} from '@cardwright/fhir-server';
import type { SenderShape } from '@cardwright/fhir-server';
import { listen, type Listening } from '../testing/listen.ts';
import { createTestFhir, createTestHost, type TestHost } from '../testing/test-host.ts';
import { sourceKey, testSource } from '../testing/test-source.ts';
import { readNotification } from './read-notification.ts';
import { senderProfiles, senderProofs, senderSecret } from './testing/sender-profiles.ts';

const baseUrl = 'https://ehr.example.org/fhir';

const open: { readonly app: Listening; readonly host: TestHost }[] = [];
afterEach(async () => {
  for (const { app, host } of open.splice(0)) {
    await app.close();
    await host.store.close();
  }
});

/** What a sender of this shape told of 30 changes, through the door and the adapter. */
async function receive(shape: SenderShape, faults: Partial<Faults>, seed = 7) {
  const authentication = { pathKey: { secrets: [sourceKey] }, ...senderProofs[senderShapes[shape].signs] };
  const source = testSource(createTestFhir([]), { profile: senderProfiles[shape], authentication });
  const host = await createTestHost({ only: [], sources: [source] });
  const app = await listen(host);
  open.push({ app, host });
  let tick = Date.parse('2026-03-02T08:00:00Z');
  const repository = new IndexedRepository({ newId: randomUUID, now: () => new Date((tick += 1000)) });
  const send = sendOverHttp(`${app.url}/subscriptions/ward/${sourceKey}`, fetch);
  const sender = createFaultySender({
    seed,
    shape,
    faults,
    send,
    baseUrl,
    secret: senderSecret,
    topic: 'http://topic.example/x',
  });
  repository.observe(sender);
  for (let index = 0; index < 30; index += 1)
    await repository.updateResource({
      resourceType: 'Observation',
      id: `o${index % 20}`,
      status: 'final',
      code: { text: String(index) },
    });
  await repository.deleteResource('Observation', 'o3');
  const planned = sender.plan();
  const report = await sender.flush();
  const taken = await host.store.takeEvents(1000, host.now().getTime());
  const notifications = taken.flatMap((event) => readNotification(source, event, host.limits));
  return { planned, report, taken, notifications };
}

const shapes = Object.keys(senderProfiles).filter((name): name is SenderShape => name in senderProfiles);
const idsOf = (notifications: Awaited<ReturnType<typeof receive>>['notifications']) =>
  new Set(
    notifications.flatMap(({ events }) =>
      events.flatMap(({ focus }) => (focus?.kind === 'reference' ? `${focus.type}/${focus.id}` : [])),
    ),
  );

describe.each(shapes)('%s', (shape) => {
  test('what is told is read: the same resources, and handshakes and heartbeats as what they are', async () => {
    const { planned, report, notifications } = await receive(shape, { interludes: 0.3, bundling: 0.4 });
    expect(report.wronglyAnswered).toEqual([]);
    const told = new Set(planned.flatMap(({ about }) => about));
    if (shape === 'r4-empty') expect(notifications.every(({ events }) => events.length === 1)).toBe(true);
    else expect(idsOf(notifications)).toEqual(told);
    const kinds = (kind: string) => notifications.filter(({ type }) => type === kind).length;
    expect(kinds('handshake')).toBe(planned.filter(({ kind }) => kind === 'handshake').length);
    expect(kinds('heartbeat')).toBe(planned.filter(({ kind }) => kind === 'heartbeat').length);
    const deletes = notifications.flatMap(({ events }) => events).filter(({ isDelete }) => isDelete);
    expect(deletes.length > 0).toBe(senderShapes[shape].tellsDeletes);
  });

  test('whatever goes wrong on the way: forged ones are refused, and nothing that was acknowledged is missing', async () => {
    const { planned, report, notifications } = await receive(shape, {
      duplication: 0.4,
      reordering: 0.4,
      delay: 0.3,
      wrongSignature: senderShapes[shape].signs === 'none' ? 0 : 0.4,
      counterRestart: 0.2,
      interludes: 0.2,
      bundling: 0.2,
    });
    expect(report.wronglyAnswered).toEqual([]);
    const told = new Set(planned.filter(({ forged }) => !forged).flatMap(({ about }) => about));
    if (shape !== 'r4-empty') expect(idsOf(notifications)).toEqual(told);
  });
});

test.each<SenderShape>(['medplum-rest-hook', 'backport-r4', 'athenahealth'])(
  '%s: what is sent ten times is taken once',
  async (shape) => {
    const once = await receive(shape, {});
    const often = await receive(shape, { storm: 10 });
    expect(often.report.sent).toBe(10 * once.report.sent);
    // Deletes have no key but an event's id: they are confirmed as often as they come.
    const updates = (all: typeof once) =>
      all.notifications.flatMap(({ events }) => events).filter(({ isDelete }) => !isDelete).length;
    expect(updates(often)).toBe(updates(once));
  },
);
