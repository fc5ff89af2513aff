import { once } from 'node:events';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import type { Bundle, Parameters, Subscription } from '@medplum/fhirtypes';
import { WebSocket } from 'ws';
import { labObservation, listenFhir } from '../test-support.ts';
import { bindingTokenLifeMs } from './subscription-sockets.ts';

let fhir: Awaited<ReturnType<typeof listenFhir>>;
let nowMs: number;
beforeEach(async () => {
  nowMs = Date.UTC(2026, 0, 1);
  fhir = await listenFhir({ now: () => new Date(nowMs), socketHeartbeatMs: 40 });
});
const clients: WebSocket[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.terminate();
  await fhir.close();
});

const statusOf = (id: string): string | undefined => {
  const found = fhir.server.repository.allOf('Subscription').find((one) => one.id === id);
  return found?.resourceType === 'Subscription' ? found.status : undefined;
};

async function subscribe(id: string, criteria = 'Observation?status=final'): Promise<void> {
  const channel: Subscription['channel'] = { type: 'websocket', payload: 'application/fhir+json' };
  await fhir.server.repository.updateResource({
    resourceType: 'Subscription',
    id,
    status: 'active',
    reason: 'test',
    criteria,
    channel,
  });
}

async function tokenOf(id: string): Promise<{ readonly token: string; readonly url: string }> {
  const response = await fetch(`${fhir.url}/Subscription/${id}/$get-ws-binding-token`);
  const { parameter = [] }: Parameters = JSON.parse(await response.text());
  const value = (name: string) => parameter.find((one) => one.name === name);
  return { token: value('token')?.valueString ?? '', url: value('websocket-url')?.valueUrl ?? '' };
}

interface Client {
  readonly socket: WebSocket;
  readonly frames: Bundle[];
  send(type: string, token?: string): void;
  /** Waits until a frame is there that meets the test. */
  until(wanted: (frame: Bundle) => boolean): Promise<Bundle>;
}

async function connect(url: string): Promise<Client> {
  const socket = new WebSocket(url);
  clients.push(socket);
  const frames: Bundle[] = [];
  socket.on('message', (data) => frames.push(JSON.parse(String(data))));
  await once(socket, 'open');
  return {
    socket,
    frames,
    send: (type, token) => socket.send(JSON.stringify({ type, payload: { token } })),
    until: async (wanted) => {
      for (;;) {
        const found = frames.find(wanted);
        if (found) return found;
        await once(socket, 'message');
      }
    },
  };
}

const kindOf = ({ entry }: Bundle): string | undefined => {
  const status = entry?.[0]?.resource;
  return status?.resourceType === 'SubscriptionStatus' ? status.type : undefined;
};
const isKind = (kind: string) => (frame: Bundle) => kindOf(frame) === kind;

test('bind, handshake, event numbered 0 with the resource, heartbeat with an entry for each subscription', async () => {
  await subscribe('s1');
  await subscribe('s2', 'Patient');
  const { token, url } = await tokenOf('s1');
  expect(url).toBe(`${fhir.url.replace('http', 'ws')}/ws/subscriptions-r4`);
  const client = await connect(url);
  client.send('bind-with-token', token);
  client.send('bind-with-token', (await tokenOf('s2')).token);
  await client.until((frame) => isKind('handshake')(frame) && JSON.stringify(frame).includes('Subscription/s2'));
  await fhir.server.repository.updateResource(labObservation('a'));
  await fhir.server.repository.updateResource(labObservation('not-asked-for', { status: 'amended' }));
  const event = await client.until(isKind('event-notification'));
  expect(event.type).toBe('history');
  expect(event.entry).toEqual([
    {
      resource: {
        resourceType: 'SubscriptionStatus',
        status: 'active',
        type: 'event-notification',
        subscription: { reference: 'Subscription/s1' },
        notificationEvent: [
          { eventNumber: '0', timestamp: '2026-01-01T00:00:00.000Z', focus: { reference: 'Observation/a' } },
        ],
      },
    },
    { fullUrl: `${fhir.url}/Observation/a`, resource: expect.objectContaining({ id: 'a' }) },
  ]);
  // One may have come before the second was bound.
  await client.until((frame) => isKind('heartbeat')(frame) && frame.entry?.length === 2);
  expect(client.frames.filter(isKind('event-notification'))).toHaveLength(1);
  client.socket.close();
});

test('a socket that closes turns its subscriptions off, and what comes then is lost', async () => {
  await subscribe('s1');
  const { token, url } = await tokenOf('s1');
  const client = await connect(url);
  client.send('bind-with-token', token);
  await client.until(isKind('handshake'));
  expect(statusOf('s1')).toBe('active');
  client.socket.close();
  while (statusOf('s1') !== 'off') await new Promise((resolve) => setTimeout(resolve, 5));
});

test('a token that nobody gave, or that has expired, binds nothing; ping is answered', async () => {
  await subscribe('s1');
  const { token, url } = await tokenOf('s1');
  const client = await connect(url);
  client.send('bind-with-token', 'invented');
  await client.until((frame) => JSON.stringify(frame).includes('Token failed'));
  nowMs += bindingTokenLifeMs;
  client.frames.length = 0;
  client.send('bind-with-token', token);
  await client.until((frame) => JSON.stringify(frame).includes('Token failed'));
  client.socket.send('not json');
  client.send('ping');
  await client.until((frame) => JSON.stringify(frame) === '{"type":"pong"}');
  expect(client.frames.filter(isKind('handshake'))).toEqual([]);
  client.socket.terminate();
});

test('a rest-hook has no binding token', async () => {
  const endpoint = 'http://127.0.0.1:1/in';
  await fhir.server.repository.updateResource({
    resourceType: 'Subscription',
    id: 'hook',
    status: 'active',
    reason: 'test',
    criteria: 'Observation',
    channel: { type: 'rest-hook', endpoint },
  });
  expect((await fetch(`${fhir.url}/Subscription/hook/$get-ws-binding-token`)).status).toBe(400);
});
