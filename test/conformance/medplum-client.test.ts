import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from '@jest/globals';
import { MedplumClient } from '@medplum/core';
import { callOf } from './support/call-of.ts';
import { serviceIds, startHost, type StartedHost } from './support/start-host.ts';

let host: StartedHost;
let client: MedplumClient;
beforeAll(async () => {
  host = await startHost();
  client = new MedplumClient({ baseUrl: host.url, cdsServicesUrl: `${host.url}/cds-services`, fetch });
});

test('[discovery-url] a third-party client reads discovery', async () => {
  const { services } = await client.getCdsServices();
  expect([...new Set(services.map(({ id }) => id))]).toEqual([...serviceIds]);
});

test('[call-url] a third-party client calls a service and reads its cards', async () => {
  const response = await client.callCdsService('cvd-risk-prevent', {
    ...callOf('cvd-risk-prevent', 'base.json'),
    hookInstance: randomUUID(),
  });
  expect(response.cards[0]?.summary).toContain('14.7%');
  expect(response.cards[0]?.source?.label).toMatch(/\S/);
});

test('[call-url] a suggestion reaches a third-party client with its action', async () => {
  const { cards } = await client.callCdsService('cvd-risk-prevent', callOf('cvd-risk-prevent', 'missing-lipids.json'));
  const [action] = cards.flatMap(({ suggestions = [] }) => suggestions).flatMap(({ actions }) => actions);
  expect(action).toMatchObject({ type: 'create', resource: { resourceType: 'ServiceRequest' } });
});

test('[hard-11-failure-is-not-clear] a third-party client gets an error, not an empty list, for what was not evaluated', async () => {
  const { prefetch: _prefetch, ...bare } = callOf('cvd-risk-prevent', 'base.json');
  await expect(client.callCdsService('cvd-risk-prevent', bare)).rejects.toMatchObject({
    outcome: { resourceType: 'OperationOutcome' },
  });
});
