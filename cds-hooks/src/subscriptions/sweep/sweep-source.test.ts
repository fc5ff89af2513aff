import { afterEach, expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import type { FhirClient } from '@cardwright/fhir';
import { writePublished } from '../../published/published.ts';
import { createTestFhir, createTestHost, testInstant, type TestHost } from '../../testing/test-host.ts';
import { chartOf, testSource } from '../../testing/test-source.ts';
import { sweepSource } from './sweep-source.ts';
import { takeLease } from './take-lease.ts';

const service = 'deterioration-news2';
const chart = chartOf(service, 'deteriorating.json');
const hosts: TestHost[] = [];
afterEach(async () => {
  await Promise.all(hosts.splice(0).map(({ store }) => store.close()));
});

test.each(['Observation', 'Patient'])(
  'that %s is refused to us costs what is asked besides nothing',
  async (refused) => {
    const server = createTestFhir(chart);
    const asked: string[] = [];
    const error = new CardwrightError('fhir-refused', 'The FHIR server refused with status 403.', { status: 403 });
    const search: FhirClient['search'] = async (query, ...rest) => {
      asked.push(query.split('?', 1)[0] ?? '');
      if (query.startsWith(refused)) throw error;
      return server.search(query, ...rest);
    };
    const source = testSource({ ...server, search });
    const host = await createTestHost({ only: [service], sources: [source] });
    hosts.push(host);
    host.setTime(testInstant);
    const state = {
      identity: 'i',
      outcome: 'assessed',
      evaluation: 'e',
      asOf: testInstant,
      recheckAt: testInstant,
    } as const;
    await writePublished(host.store, { source: source.id, service, patient: 'p-due' }, state, undefined);
    const lease = await takeLease(host, source.id, 'me');
    if (lease === undefined) throw new Error('There is no lease.');
    await expect(sweepSource(host, source, lease, 'schedule', AbortSignal.timeout(5_000))).rejects.toBe(error);
    expect(new Set(asked)).toEqual(new Set(['Observation', 'Patient']));
    const woken = (await host.store.takeWork(10, Number.MAX_SAFE_INTEGER)).map(({ patient }) => patient);
    expect(woken).toContain('p-due');
    expect(await host.metrics.registry.metrics()).toContain(
      'cardwright_sweeps_total{source="ward",reason="schedule",result="failed"} 1',
    );
  },
);
