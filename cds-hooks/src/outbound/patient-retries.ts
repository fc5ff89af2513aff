import { setTimeout as sleep } from 'node:timers/promises';
import type { RetryPolicy } from '@cardwright/fhir';

/** What may be repeated at a FHIR server or its authorization server: nobody waits for us there, so we may wait a little. */
export const patientRetries: RetryPolicy = {
  maxAttempts: 3,
  maxWaitMs: 5_000,
  now: () => Date.now(),
  random: () => Math.random(),
  wait: async (ms, signal) => void (await sleep(ms, undefined, { signal })),
};
