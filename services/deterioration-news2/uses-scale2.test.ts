import { describe, expect, test } from '@jest/globals';
import { absent, present, vectorOf } from './chart.fixture.ts';
import { usesScale2 } from './uses-scale2.ts';
import { spo2Scale2Decision } from './value-sets.ts';

const configured = { ...spo2Scale2Decision, codes: [{ system: 'urn:example:site', code: 'spo2-88-92' }] };

describe('usesScale2', () => {
  test.each([true, false])('the feature decides: %s', (value) => {
    expect(usesScale2(vectorOf({ scale2: present(value) }), undefined, configured)).toBe(value);
  });
  test('is unknown when a configured decision could not be read', () => {
    expect(usesScale2(vectorOf({ scale2: absent('query-failed') }), undefined, configured)).toBeNull();
  });
  test('is no when no code is configured: nothing that could be read would say yes', () => {
    expect(usesScale2(vectorOf({ scale2: absent('not-queried') }), undefined)).toBe(false);
  });
  test('a decision that could not be read is unknown where the site has a local code for it', () => {
    const site = { localValueSets: ['spo2-scale-2-decision'] };
    expect(usesScale2(vectorOf({ scale2: absent('query-failed') }), site)).toBeNull();
    expect(usesScale2(vectorOf({ scale2: absent('query-failed') }), { localValueSets: ['pregnancy'] })).toBe(false);
  });
});
