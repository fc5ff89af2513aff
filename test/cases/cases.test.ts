import { beforeAll, describe, expect, test } from '@jest/globals';
import { loadService, readCases, registeredServices, runCase } from '@cardwright/cds-hooks';
import type { RunnableService } from '@cardwright/evaluation';
import { disableTelemetry } from '@cardwright/scoring';

describe.each([...registeredServices.keys()])('%s', (id) => {
  let runnable: RunnableService;
  beforeAll(async () => {
    disableTelemetry();
    runnable = await loadService(id);
  });

  test.each(readCases(id).map(({ file, case: given }) => [file, given.name, given] as const))(
    '%s: %s',
    async (_file, _name, given) => {
      const { differences } = await runCase(runnable, given);
      expect(differences).toEqual([]);
    },
  );

  test('each threshold that raises a Flag or a Task is met in a case', async () => {
    const declared = runnable.service.manifest.escalation?.thresholds ?? [];
    const met = new Set<string>();
    for (const given of declared.length === 0 ? [] : readCases(id)) {
      const { evaluation } = await runCase(runnable, given.case);
      for (const threshold of evaluation.assessment?.thresholds ?? []) met.add(threshold.id);
    }
    expect(declared.filter((threshold) => !met.has(threshold))).toEqual([]);
  });

  test('has at least ten cases', () => {
    expect(readCases(id).length).toBeGreaterThanOrEqual(10);
  });
});
