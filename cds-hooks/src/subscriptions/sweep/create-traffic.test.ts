import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import type { Resource } from '@medplum/fhirtypes';
import { createTestFhir, createTestHost } from '../../testing/test-host.ts';
import { testSource } from '../../testing/test-source.ts';
import type { SubscriptionNotification } from '../notification-event.ts';
import { maxSubscriptions } from './create-traffic.ts';
import { listHeard } from './write-heard.ts';

const source = testSource(createTestFhir([]), { profile: 'backport-r4b' });

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

const told = (subscription: string, more: Partial<SubscriptionNotification> = {}): SubscriptionNotification => ({
  type: 'event-notification',
  subscription,
  errors: [],
  events: [],
  ...more,
});

test('a source that names ever other subscriptions fills neither the store nor the metrics', async () => {
  const host = await createTestHost({ only: ['deterioration-news2'], sources: [source] });
  for (let count = 0; count < 2 * maxSubscriptions; count += 1) host.traffic.note(source, [told(`s${count}`)], count);
  await host.traffic.flush(source.id);
  host.traffic.note(source, [told('s0'), told('one-more')], 9e6);
  await host.traffic.flush(source.id);
  const heard = await listHeard(host.store, source.id);
  expect(heard).toHaveLength(maxSubscriptions + 1);
  expect(heard.find(({ subscription }) => subscription === 's0')?.state.heardAtMs).toBe(9e6);
  // What came is heard all the same, under no name.
  expect(heard.find(({ subscription }) => subscription === '')?.state.heardAtMs).toBe(9e6);
  const lines = (await host.metrics.registry.metrics()).split('\n');
  const labelled = lines.filter((line) => line.startsWith('cardwright_subscription_last_event_timestamp_seconds{'));
  expect(labelled).toHaveLength(maxSubscriptions + 1);
  await host.store.close();
});

test('what was pushed with a notification is not held until it is written down', async () => {
  const host = await createTestHost({ only: ['deterioration-news2'], sources: [source] });
  const held = new WeakRef<Resource>({ resourceType: 'Basic', id: 'b', code: { text: 'x'.repeat(1_000_000) } });
  const note = (): void => {
    const resource = held.deref();
    host.traffic.note(
      source,
      [told('s', { events: [{ isDelete: false, number: 1n, ...(resource && { resource }) }] })],
      1,
    );
  };
  note();
  await new Promise((resolve) => setTimeout(resolve, 1));
  collectGarbage();
  expect(held.deref()).toBeUndefined();
  await host.traffic.flush(source.id);
  expect((await listHeard(host.store, source.id))[0]?.state).toMatchObject({ contiguous: '1', highest: '1' });
  await host.store.close();
});
