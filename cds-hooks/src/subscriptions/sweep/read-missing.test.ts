import { afterEach, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { createTestFhir, createTestHost, type TestHost } from '../../testing/test-host.ts';
import { chartOf, testSource } from '../../testing/test-source.ts';
import { readMissing } from './read-missing.ts';

const chart = chartOf('deterioration-news2', 'deteriorating.json');
const hosts: TestHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map(({ store }) => store.close()));
});

const events: Bundle = {
  resourceType: 'Bundle',
  type: 'history',
  entry: [
    {
      resource: {
        resourceType: 'Parameters',
        parameter: [
          { name: 'subscription', valueReference: { reference: 'Subscription/s' } },
          { name: 'type', valueCode: 'query-event' },
          {
            name: 'notification-event',
            part: [
              { name: 'event-number', valueString: '2' },
              { name: 'focus', valueReference: { reference: 'Observation/rr' } },
            ],
          },
        ],
      },
    },
  ],
};

async function ask(answer: Resource, change: Partial<FhirClient> = {}): Promise<boolean> {
  const host = await createTestHost({ only: ['deterioration-news2'] });
  hosts.push(host);
  const fhir = { ...createTestFhir(chart), operation: async () => answer, ...change };
  const source = testSource(fhir, { profile: 'backport-r4' });
  return readMissing(host, source, { subscription: 's', since: '2', until: '2' }, AbortSignal.timeout(5_000));
}

test('events that did not come are read, and what they are about is looked at', async () => {
  expect(await ask(events)).toBe(true);
  const work = await hosts[0]?.store.takeWork(5, Number.MAX_SAFE_INTEGER);
  expect(work).toHaveLength(1);
});

test.each<[string, Resource]>([
  ['says nothing of events', { resourceType: 'Bundle', type: 'history' }],
  ['is no Bundle', { resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'not-supported' }] }],
])('an answer that %s leaves it to a sweep', async (_name, answer) => {
  expect(await ask(answer)).toBe(false);
});

test('so does a resource that is refused to us; a server that is away is asked again', async () => {
  const read = (error: CardwrightError) => ({ read: () => Promise.reject(error) });
  expect(await ask(events, read(new CardwrightError('fhir-refused', 'Forbidden.', { status: 403 })))).toBe(false);
  const away = new CardwrightError('fhir-unreachable', 'The FHIR server did not answer.');
  await expect(ask(events, read(away))).rejects.toBe(away);
});
