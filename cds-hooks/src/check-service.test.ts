import { expect, test } from '@jest/globals';
import { disableTelemetry } from '@cardwright/scoring';
import { readCases } from './cases/read-cases.ts';
import { checkService } from './check-service.ts';
import { findService, registeredServices } from './load-services.ts';

test.each([...registeredServices.keys()])(
  '%s passes, and every model and case was looked at',
  async (id) => {
    disableTelemetry();
    const items = await checkService(id);
    expect(items.filter(({ problems }) => problems.length > 0)).toEqual([]);
    // service.json, the model card and the value sets come before models and cases.
    expect(items).toHaveLength(3 + findService(id).manifest.models.length + readCases(id).length);
  },
  60_000,
);

test('an unknown service is refused', async () => {
  await expect(checkService('nothing')).rejects.toMatchObject({ code: 'unknown-service' });
});
