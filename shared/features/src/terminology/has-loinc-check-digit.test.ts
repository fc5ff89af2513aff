import { expect, test } from '@jest/globals';
import { hasLoincCheckDigit } from './has-loinc-check-digit.ts';

test.each([
  ['2160-0', true],
  ['38483-4', true],
  ['3150-0', true],
  ['3150-6', false], // often printed for FiO2
  ['2160-1', false],
  ['8462-4', true],
  ['4862-4', false], // two digits changed places
  ['LA18976-3', true],
  ['LP14542-2', true],
  ['LA', false],
  ['2160', false],
  ['', false],
])('%s: %s', (code, expected) => expect(hasLoincCheckDigit(code)).toBe(expected));
