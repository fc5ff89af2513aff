import { expect, test } from '@jest/globals';
import type { Bundle } from '@medplum/fhirtypes';
import { createTestFhir, createTestHost } from '../../testing/test-host.ts';
import { testSource } from '../../testing/test-source.ts';
import { askStatus } from './ask-status.ts';

test('an answer that says nothing of the Subscription changes nothing, and ends nothing', async () => {
  const host = await createTestHost({ only: ['deterioration-news2'] });
  const empty: Bundle = { resourceType: 'Bundle', type: 'searchset' };
  const source = testSource({ ...createTestFhir([]), operation: async () => empty }, { profile: 'backport-r4' });
  await askStatus(host, source, 's', AbortSignal.timeout(5_000));
  expect(await host.store.listStates('subscription', source.id)).toEqual([]);
  await host.store.close();
});
