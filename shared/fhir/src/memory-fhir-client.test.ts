import { expect, test } from '@jest/globals';
import { createMemoryFhirClient } from './memory-fhir-client.ts';
import { observation } from './testing/chart.ts';

test('what is handed out is a copy: changing it changes nothing on the server', async () => {
  const { signal } = new AbortController();
  const client = createMemoryFhirClient({ resources: [observation('o1')], now: () => '', newId: () => 'x' });
  const read = await client.read('Observation', 'o1', signal);
  read.status = 'cancelled';
  expect((await client.read('Observation', 'o1', signal)).status).toBe('final');
});
