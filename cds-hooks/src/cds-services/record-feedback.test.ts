import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { openSqliteStore } from '@cardwright/store';
import { callBody } from '../testing/call-body.ts';
import { createTestHost } from '../testing/test-host.ts';
import { callService } from './call-service.ts';
import { recordFeedback } from './record-feedback.ts';

const service = 'cvd-risk-prevent';
const entry = (card: string) => ({
  card,
  outcome: 'accepted',
  outcomeTimestamp: '2026-03-02T09:00:00Z',
  acceptedSuggestions: [{ id: 's' }],
});

test('feedback is kept once, whether the card is known or not', async () => {
  const host = await createTestHost();
  const { cards } = await callService(host, service, callBody(service, 'base.json'));
  const issued = cards[0]?.uuid ?? '';
  const batch = { feedback: [entry(issued), entry('123456'), null, { ...entry(issued), note: 'x', service: 'other' }] };
  expect(await recordFeedback(host, service, batch)).toEqual({
    stored: 3,
    repeated: 0,
    unknownCards: ['123456'],
    refused: [2],
  });
  host.setTime('2026-03-03T09:00:00.000Z');
  expect(await recordFeedback(host, service, batch)).toMatchObject({ stored: 0, repeated: 3 });
  const kept = await host.store.readFeedback(issued);
  expect(kept.map(({ service: of, isCardKnown, body }) => ({ of, isCardKnown, body }))).toEqual([
    { of: service, isCardKnown: true, body: entry(issued) },
    { of: service, isCardKnown: true, body: { ...entry(issued), note: 'x', service: 'other' } },
  ]);
  expect(await host.metrics.registry.metrics()).toContain(`cardwright_feedback_total{service="${service}"} 3`);
  await host.store.close();
});

test('refused: another service, another shape', async () => {
  const host = await createTestHost();
  const refusal = (id: string, body: unknown) => recordFeedback(host, id, body).catch((error: unknown) => error);
  expect(await refusal('nothing', { feedback: [] })).toMatchObject({ code: 'unknown-service' });
  expect(await refusal(service, { feedback: {} })).toMatchObject({ code: 'bad-request' });
  await host.store.close();
});

test('lists that would be empty are left out', async () => {
  const host = await createTestHost();
  expect(await recordFeedback(host, service, { feedback: [] })).toEqual({ stored: 0, repeated: 0 });
  await host.store.close();
});

test('a card of another service is kept, and said', async () => {
  const host = await createTestHost();
  const { cards } = await callService(host, service, callBody(service, 'base.json'));
  const issued = cards[0]?.uuid ?? '';
  expect(await recordFeedback(host, 'warfarin-dose', { feedback: [entry(issued), entry(issued)] })).toEqual({
    stored: 1,
    repeated: 1,
    otherServiceCards: [issued],
  });
  expect(await host.store.readFeedback(issued)).toMatchObject([{ service: 'warfarin-dose', isCardKnown: true }]);
  await host.store.close();
});

test('a card of before the last restart is known, and leads to its evaluation', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cardwright-'));
  const file = join(folder, 'store.sqlite');
  const host = { ...(await createTestHost()), store: openSqliteStore({ file }) };
  const { cards } = await callService(host, service, callBody(service, 'base.json'));
  const issued = cards[0]?.uuid ?? '';
  await recordFeedback(host, service, { feedback: [entry(issued)] });
  await host.store.close();
  const restarted = { ...host, store: openSqliteStore({ file }) };
  const later = { ...entry(issued), outcome: 'overridden', outcomeTimestamp: '2026-03-04T09:00:00Z' };
  expect(await recordFeedback(restarted, service, { feedback: [entry(issued), later] })).toEqual({
    stored: 1,
    repeated: 1,
  });
  const known = await restarted.store.readCard(issued);
  const evaluation = await restarted.store.readEvaluation(known?.evaluation ?? '');
  expect(evaluation).toMatchObject({ service, outcome: 'assessed', cards: [{ uuid: issued }] });
  expect((await restarted.store.readFeedback(issued)).map(({ outcome }) => outcome)).toEqual([
    'accepted',
    'overridden',
  ]);
  await restarted.store.close();
  rmSync(folder, { recursive: true });
});

test('what clients send besides is kept as it came', async () => {
  const host = await createTestHost();
  const epic = {
    card: '123456',
    outcome: 'overridden',
    outcomeTimestamp: '2026-03-02T09:00:00Z',
    overrideReasons: [{ reason: { code: 'r', system: 'urn:example' } }],
    extension: { 'com.example.reason': 'x' },
  };
  const sandbox = { ...entry('abc'), outcome: 'overridden', overrideReason: { reason: { code: 'r' } } };
  expect(await recordFeedback(host, service, { feedback: [epic, sandbox] })).toMatchObject({ stored: 2 });
  expect(await host.store.readFeedback('123456')).toMatchObject([{ body: epic, isCardKnown: false }]);
  expect(await host.store.readFeedback('abc')).toMatchObject([{ body: sandbox }]);
  await host.store.close();
});
