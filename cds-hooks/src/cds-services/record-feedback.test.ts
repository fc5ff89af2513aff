import { expect, test } from '@jest/globals';
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
