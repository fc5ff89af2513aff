import { expect, test } from '@jest/globals';
import type { Observation } from '@medplum/fhirtypes';
import { isUsableObservation } from './is-usable-observation.ts';

test.each<readonly [Observation['status'], boolean]>([
  ['final', true],
  ['amended', true],
  ['corrected', true],
  ['registered', false],
  ['preliminary', false],
  ['cancelled', false],
  ['entered-in-error', false],
  ['unknown', false],
])('an Observation that is %s: %s', (status, usable) => {
  expect(isUsableObservation({ status })).toBe(usable);
});
