import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createTestHost, testInstant, type TestHost } from '../testing/test-host.ts';
import { callBody } from '../testing/call-body.ts';
import { callService } from './call-service.ts';
import { recordFeedback } from './record-feedback.ts';

const prevent = 'cvd-risk-prevent';
const quietHours = 168;
let host: TestHost;
beforeEach(async () => {
  host = await createTestHost();
});
afterEach(() => host.store.close());

const hoursLater = (hours: number) => new Date(Date.parse(testInstant) + hours * 3_600_000).toISOString();
const call = (file = 'base.json', service = prevent) => callService(host, service, callBody(service, file));

/** A call, and feedback on its first card. */
async function callAndAnswer(outcome: string, file = 'base.json'): Promise<void> {
  const { cards } = await call(file);
  const card = cards[0]?.uuid;
  if (card === undefined) throw new Error('there was no card');
  await recordFeedback(host, prevent, {
    feedback: [{ card, outcome, outcomeTimestamp: testInstant, ...reasonOf(outcome) }],
  });
}
const reasonOf = (outcome: string) =>
  outcome === 'accepted' ? { acceptedSuggestions: [] } : { overrideReason: { userComment: 'known' } };
const suppressed = (response: unknown) =>
  expect(response).toMatchObject({
    cards: [],
    extension: {
      'org.cardwright.evaluation': { outcome: 'assessed', suppressed: { quietUntil: hoursLater(quietHours) } },
    },
  });

describe('after feedback on a card of patient-view', () => {
  test.each(['accepted', 'overridden'])(
    '%s: the same is not said again, and the record keeps it as suppressed',
    async (outcome) => {
      await callAndAnswer(outcome);
      const response = await call();
      suppressed(response);
      const [latest, first] = await host.store.listEvaluations({ service: prevent, limit: 2 });
      expect(latest).toMatchObject({
        cards: [{}],
        suppressed: { quietUntil: hoursLater(quietHours), feedbackOn: first?.id },
      });
      expect(await host.metrics.registry.metrics()).toContain(`cardwright_suppressed_total{service="${prevent}"} 1`);
      const uuid = latest?.cards[0]?.uuid;
      expect(uuid === undefined ? uuid : await host.store.readCard(uuid)).toBeUndefined();
    },
  );

  test('no card is withheld without feedback', async () => {
    await call();
    expect((await call()).cards).toHaveLength(1);
  });

  test('the end of the quiet period', async () => {
    await callAndAnswer('accepted');
    host.setTime(hoursLater(quietHours - 1));
    expect((await call()).cards).toEqual([]);
    host.setTime(hoursLater(quietHours));
    expect((await call()).cards).toHaveLength(1);
  });

  test('news is said: an assessment where something had been missing', async () => {
    await callAndAnswer('accepted', 'missing-lipids.json');
    expect((await call()).cards).toHaveLength(1);
  });

  test('another patient, and another service, are not quieted', async () => {
    await callAndAnswer('accepted');
    const other = JSON.parse(
      JSON.stringify(callBody(prevent, 'base.json')).replaceAll('"p1"', '"p2"').replaceAll('Patient/p1', 'Patient/p2'),
    );
    expect((await callService(host, prevent, other)).cards).toHaveLength(1);
    expect((await call('base.json', 'kidney-failure-risk')).cards).toHaveLength(1);
  });

  test('a site may switch it off', async () => {
    host = await createTestHost({
      change: (served) => ({
        ...served,
        service: { ...served.service, manifest: { ...served.service.manifest, quietHours: 0 } },
      }),
    });
    await callAndAnswer('accepted');
    expect((await call()).cards).toHaveLength(1);
  });
});

test('never on an order: a missing card would take a warning from the screen', async () => {
  await callAndAnswer('overridden', 'order-select-statin.json');
  expect((await call('order-select-statin.json')).cards).toHaveLength(1);
});
