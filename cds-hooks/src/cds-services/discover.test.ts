import { expect, test } from '@jest/globals';
import { createTestHost } from '../testing/test-host.ts';
import { discover } from './discover.ts';

test('one entry for each service and hook, with its prefetch', async () => {
  const host = await createTestHost();
  const { services } = discover(host.services.values());
  expect(services.map(({ id, hook }) => `${id} ${hook}`)).toEqual(
    [...host.services.values()].flatMap(({ service: { manifest } }) =>
      manifest.hooks.map((hook) => `${manifest.id} ${hook}`),
    ),
  );
  for (const entry of services) {
    expect(entry).toMatchObject({
      title: expect.stringMatching(/./),
      description: expect.stringMatching(/./),
      prefetch: { patient: 'Patient/{{context.patientId}}' },
    });
    // CDS Hooks: tokens are root members of the context; templates a read or a search of one type.
    for (const template of Object.values(entry.prefetch)) {
      expect(template).toMatch(/^[A-Z][A-Za-z]+(\/|\?)/);
      expect(template.match(/\{\{.*?\}\}/g)).toEqual(['{{context.patientId}}']);
    }
  }
  await host.store.close();
});

test('no service is an empty list', () => {
  expect(discover([])).toEqual({ services: [] });
});
