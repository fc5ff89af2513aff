import { createHmac } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { IndexedRepository } from '../repository/indexed-repository.ts';
import { labObservation, listen, testOptions } from '../test-support.ts';
import { createFaultySender } from './create-faulty-sender.ts';
import type { FaultySender, FaultySenderOptions, SenderShape, WireNotification } from './sender.ts';
import { sendOverHttp } from './send-over-http.ts';
import { senderShapes } from './sender-shapes.ts';

const shapes = Object.keys(senderShapes).filter((name): name is SenderShape => name in senderShapes);
const baseUrl = 'http://fhir.example/fhir';
let repository: IndexedRepository;
beforeEach(() => {
  repository = new IndexedRepository(testOptions());
});

function sender(options: Partial<FaultySenderOptions> = {}): FaultySender {
  const made = createFaultySender({
    seed: 1,
    shape: 'backport-r4',
    baseUrl,
    topic: 'http://topic.example/labs',
    secret: 'top secret',
    send: async () => 200,
    ...options,
  });
  repository.observe(made);
  return made;
}

async function write(count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) await repository.updateResource(labObservation(`o${index}`));
}

const parsed = ({ body }: WireNotification) => JSON.parse(Buffer.from(body).toString('utf8'));
const all = { loss: 0.3, duplication: 0.3, reordering: 0.3, delay: 0.3, wrongSignature: 0.3, counterRestart: 0.1 };

describe('every shape', () => {
  test.each<[SenderShape, string, string, string | undefined]>([
    ['r4-empty', 'POST', '', undefined],
    ['r4-put', 'PUT', '/Observation/o0', 'Observation'],
    ['hapi-rest-hook', 'PUT', '/Observation/o0', 'Observation'],
    ['hapi-transaction', 'POST', '', 'transaction'],
    ['hapi-r4-topic', 'POST', '', 'history'],
    ['aws-id-only', 'PUT', '/Observation/o0', undefined],
    ['medplum-rest-hook', 'POST', '', 'Observation'],
    ['medplum-websocket', 'POST', '', 'history'],
    ['backport-r4', 'POST', '', 'history'],
    ['backport-r4b', 'POST', '', 'history'],
    ['r5', 'POST', '', 'subscription-notification'],
    ['athenahealth', 'POST', '', 'history'],
    ['microsoft', 'POST', '', 'history'],
    ['dsubm', 'POST', '', 'history'],
  ])('%s: %s %s with %s', async (shape, method, pathSuffix, kind) => {
    const one = sender({ shape });
    await write(1);
    const [notification] = one.plan();
    expect(notification).toMatchObject({ method, pathSuffix, about: ['Observation/o0'], forged: false });
    const body = notification && notification.body.length > 0 ? parsed(notification) : undefined;
    expect(body?.type ?? body?.resourceType).toBe(kind);
  });

  test.each(shapes)('%s: a clean run tells every change once, in order', async (shape) => {
    const one = sender({ shape });
    await write(7);
    const names = one.plan().flatMap(({ about }) => about);
    expect(names).toEqual(Array.from({ length: 7 }, (_, index) => `Observation/o${index}`));
    expect(await one.flush()).toMatchObject({ sent: 7, statuses: { 200: 7 }, lost: [], wronglyAnswered: [] });
    expect(one.plan()).toEqual([]);
  });

  test.each(shapes)('%s: the same seed sends the same bytes, another one does not', async (shape) => {
    const same = [1, 1, 2].map((seed) => sender({ shape, seed, faults: { ...all, bundling: 0.5, interludes: 0.3 } }));
    await write(60);
    const [first, again, other] = same.map((one) => one.plan());
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
  });
});

describe('quirks', () => {
  test('the body of a Backport notification', async () => {
    const one = sender({ content: 'full-resource' });
    await write(1);
    expect(one.plan().map(parsed)).toMatchObject([
      {
        entry: [
          {
            resource: {
              resourceType: 'Parameters',
              parameter: [
                { name: 'subscription', valueReference: { reference: `${baseUrl}/Subscription/faulty` } },
                { name: 'topic', valueCanonical: 'http://topic.example/labs' },
                { name: 'status', valueCode: 'active' },
                { name: 'type', valueCode: 'event-notification' },
                { name: 'events-since-subscription-start', valueString: '1' },
                {
                  name: 'notification-event',
                  part: [
                    { name: 'event-number', valueString: '1' },
                    { name: 'timestamp', valueInstant: '2026-01-01T00:00:00.000Z' },
                    { name: 'focus', valueReference: { reference: `${baseUrl}/Observation/o0` } },
                  ],
                },
              ],
            },
            request: { method: 'GET', url: 'Subscription/faulty/$status' },
            response: { status: '200' },
          },
          {
            fullUrl: `${baseUrl}/Observation/o0`,
            resource: { id: 'o0' },
            request: { method: 'POST' },
            response: { status: '201' },
          },
        ],
      },
    ]);
  });

  test('id-only has no resources, empty neither focus nor entries nor topic', async () => {
    const [ids, nothing] = [sender(), sender({ content: 'empty' })];
    await write(1);
    expect(ids?.plan().map((one) => parsed(one).entry[1].resource)).toEqual([undefined]);
    const text = nothing?.plan().map((one) => Buffer.from(one.body).toString('utf8'))[0] ?? '';
    expect(JSON.parse(text).entry).toHaveLength(1);
    expect(text).not.toMatch(/focus|topic\.example/);
  });

  test('athenahealth numbers from 1 in every Bundle and gives each event an id that its copies share', async () => {
    const one = sender({ shape: 'athenahealth', faults: { bundling: 1, eventsPerBundle: 3 } });
    await write(6);
    const events = one.plan().map((bundle) => parsed(bundle).entry[0].resource.notificationEvent);
    expect(events.map((list) => list.map((event: { eventNumber: string }) => event.eventNumber))).toEqual([
      ['1', '2', '3'],
      ['1', '2', '3'],
    ]);
    expect(new Set(events.flat().map((event: { id: string }) => event.id)).size).toBe(6);
  });

  test('HAPI dates by the day, Microsoft writes text/plain without numbers, Medplum frames number nothing', async () => {
    const made = (['hapi-r4-topic', 'microsoft', 'medplum-websocket'] as const).map((shape) => sender({ shape }));
    await write(1);
    const [hapi, microsoft, medplum] = made.flatMap((one) => one.plan());
    const text = (one: WireNotification | undefined) => Buffer.from(one?.body ?? []).toString('utf8');
    expect(text(hapi)).toContain('"valueDate":"2026-01-01"');
    expect(text(microsoft)).toContain(`"valueUri":"${baseUrl}/Observation/o0"`);
    expect(text(microsoft)).not.toContain('event-number');
    expect(microsoft?.headers).toEqual({ 'Content-Type': 'text/plain' });
    expect(text(medplum)).toContain('"eventNumber":"0"');
    expect(text(medplum)).not.toContain('"request"');
  });

  test('a heartbeat repeats the count and adds no event; that of DSUBm pretends to hold number 0', async () => {
    const made = (['backport-r4', 'dsubm'] as const).map((shape) => sender({ shape, faults: { interludes: 1 } }));
    await write(8);
    const [backport, dsubm] = made.map((one) => one.plan());
    const beats = (list: typeof backport) => (list ?? []).filter(({ kind }) => kind === 'heartbeat');
    expect(beats(backport).length).toBeGreaterThan(0);
    for (const beat of beats(backport)) {
      const next = backport?.[backport.indexOf(beat) + 1]?.eventNumber;
      expect(Buffer.from(beat.body).toString('utf8')).toContain(`"valueString":"${Number(next) - 1}"`);
    }
    const [beat] = beats(dsubm).map(parsed);
    expect(beat.entry[0].resource).toMatchObject({
      type: 'heartbeat',
      notificationEvent: [{ eventNumber: '0' }],
    });
  });

  test('deletes, by those who tell of them', async () => {
    const told = shapes.map((shape) => sender({ shape }));
    await write(1);
    await repository.deleteResource('Observation', 'o0');
    const count = new Map(shapes.map((shape, index) => [shape, told[index]?.plan().length]));
    for (const shape of shapes)
      expect([shape, count.get(shape)]).toEqual([shape, senderShapes[shape].tellsDeletes ? 2 : 1]);
    const medplum = told[shapes.indexOf('medplum-rest-hook')]?.plan()[1];
    expect(medplum && Buffer.from(medplum.body).toString()).toBe('{}');
    expect(medplum?.headers).toMatchObject({
      'X-Medplum-Interaction': 'delete',
      'X-Medplum-Deleted-Resource': 'Observation/o0',
    });
    const hapi = told[shapes.indexOf('hapi-rest-hook')]?.plan()[1];
    expect(hapi).toMatchObject({ method: 'DELETE', pathSuffix: '/Observation/o0' });
  });
});

describe('faults', () => {
  test('loss: what is lost is said, and everything else arrives', async () => {
    const one = sender({ faults: { loss: 0.4 } });
    await write(100);
    const { sent, lost } = await one.flush();
    expect(sent).toBeGreaterThan(40);
    expect(sent + lost.length).toBe(100);
    expect(lost.length).toBeGreaterThan(20);
  });

  test('duplication, reordering and delay lose nothing and add nothing new', async () => {
    const one = sender({ faults: { duplication: 0.5, reordering: 0.5, delay: 0.5 } });
    await write(50);
    const names = one.plan().flatMap(({ about }) => about);
    expect(new Set(names).size).toBe(50);
    expect(names.length).toBeGreaterThan(60);
    expect(names).not.toEqual(names.toSorted());
  });

  test('a delay moves a notification by no more than its steps', async () => {
    const one = sender({ faults: { delay: 0.3, delaySteps: 4 } });
    await write(100);
    const numbers = one.plan().map(({ eventNumber }) => Number(eventNumber));
    const moved = numbers.map((number, index) => index + 1 - number);
    expect(Math.max(...moved)).toBeGreaterThan(0);
    expect(Math.max(...moved)).toBeLessThanOrEqual(5);
  });

  test('the counter restarts, and goes on over flushes', async () => {
    const [restarting, steady] = [sender({ faults: { counterRestart: 0.2 } }), sender()];
    await write(30);
    const numbers = restarting?.plan().map(({ eventNumber }) => eventNumber) ?? [];
    expect(numbers.filter((number) => number === '1').length).toBeGreaterThan(1);
    await steady?.flush();
    await write(1);
    expect(steady?.plan().map(({ eventNumber }) => eventNumber)).toEqual(['31']);
  });

  test.each<[SenderShape, string, (body: Uint8Array) => string]>([
    ['medplum-rest-hook', 'X-Signature', (body) => hmac(body)],
    ['athenahealth', 'X-Hub-Signature', (body) => `sha256=${hmac(body)}`],
    ['backport-r4', 'Authorization', () => 'Bearer top secret'],
  ])('%s: a forged copy comes first and is wrong in %s alone', async (shape, header, right) => {
    const one = sender({ shape, faults: { wrongSignature: 1 } });
    await write(3);
    const plan = one.plan();
    expect(plan.map(({ forged }) => forged)).toEqual([true, false, true, false, true, false]);
    for (const { body, headers, forged } of plan) expect(headers[header] === right(body)).toBe(!forged);
    expect(plan[0]?.body).toEqual(plan[1]?.body);
  });

  test('a storm of 10,000 reaches an endpoint; wrong answers are reported', async () => {
    let requests = 0;
    const endpoint = await listen((request, response) => {
      request.resume();
      requests += 1;
      response.writeHead(requests === 5 ? 500 : 200).end();
    });
    const send = sendOverHttp(`${endpoint.url}/in`, fetch);
    const one = sender({ shape: 'r4-put', faults: { storm: 100 }, concurrency: 16, send });
    await write(100);
    const result = await one.flush();
    await endpoint.close();
    expect([result.sent, requests, result.statuses]).toEqual([10_000, 10_000, { 200: 9_999, 500: 1 }]);
    expect(result.wronglyAnswered).toHaveLength(1);
  }, 60_000);

  test('an endpoint that does not answer has status 0', async () => {
    const one = sender({ send: sendOverHttp('http://127.0.0.1:1/nobody', fetch) });
    await write(1);
    expect((await one.flush()).statuses).toEqual({ 0: 1 });
  });
});

const hmac = (body: Uint8Array): string => createHmac('sha256', 'top secret').update(body).digest('hex');
