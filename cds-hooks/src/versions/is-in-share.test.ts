import { expect, test } from '@jest/globals';
import { isInShare } from './is-in-share.ts';

const key = Buffer.alloc(32, 7);
const patients = Array.from({ length: 4000 }, (_, index) => `patient-${index}`);
const share = (percent: number, service = 'a', by: Uint8Array = key) =>
  patients.filter((patient) => isInShare(by, service, patient, percent));

test('none, all, and about as many as asked', () => {
  expect(share(0)).toEqual([]);
  expect(share(100)).toEqual(patients);
  // Four standard deviations of a binomial of 4000 at 10 %: 76.
  expect(Math.abs(share(10).length - 400)).toBeLessThan(76);
});

test('the same for ever: it does not depend on the process', () => {
  expect(share(10)).toEqual(share(10));
  expect(isInShare(key, 'a', 'patient-1', 50)).toBe(share(50).includes('patient-1'));
  expect(share(1).slice(0, 3)).toMatchInlineSnapshot(`
    [
      "patient-6",
      "patient-166",
      "patient-191",
    ]
  `);
});

test('who is in stays in when the share grows', () => {
  const larger = new Set(share(30));
  expect(share(10).filter((patient) => !larger.has(patient))).toEqual([]);
});

test('another service and another key have other patients', () => {
  const both = new Set(share(50));
  const inBoth = (other: readonly string[]) => other.filter((patient) => both.has(patient)).length / other.length;
  expect(Math.abs(inBoth(share(50, 'b')) - 0.5)).toBeLessThan(0.06);
  expect(Math.abs(inBoth(share(50, 'a', Buffer.alloc(32, 8))) - 0.5)).toBeLessThan(0.06);
});
