import { expect, test } from '@jest/globals';
import type { AllergyIntolerance } from '@medplum/fhirtypes';
import { isActiveAllergy } from './is-active-allergy.ts';
import { isEverAllergy } from './is-ever-allergy.ts';

const allergy = (clinical?: string, verification?: string): AllergyIntolerance => ({
  resourceType: 'AllergyIntolerance',
  patient: {},
  ...(clinical !== undefined && { clinicalStatus: { coding: [{ code: clinical }] } }),
  ...(verification !== undefined && { verificationStatus: { coding: [{ code: verification }] } }),
});

test.each<[string | undefined, string | undefined, boolean, boolean]>([
  ['active', 'confirmed', true, true],
  ['active', 'unconfirmed', true, true],
  ['active', 'presumed', true, true],
  [undefined, undefined, true, true],
  ['inactive', 'confirmed', false, true],
  ['resolved', 'confirmed', false, true],
  ['active', 'refuted', false, false],
  [undefined, 'entered-in-error', false, false],
])('%s and %s: active %s, ever %s', (clinical, verification, active, ever) => {
  expect(isActiveAllergy(allergy(clinical, verification))).toBe(active);
  expect(isEverAllergy(allergy(clinical, verification))).toBe(ever);
});
