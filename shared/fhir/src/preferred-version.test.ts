import { describe, expect, test } from '@jest/globals';
import type { Observation, Resource } from '@medplum/fhirtypes';
import fc from 'fast-check';
import { canonicalJson } from './canonical-json.ts';
import { preferredVersion } from './preferred-version.ts';
import { condition, observation } from './testing/chart.ts';
import { deepFreeze } from './testing/deep-freeze.ts';

const version = (versionId: string, lastUpdated?: string) => ({
  meta: { versionId, ...(lastUpdated !== undefined && { lastUpdated }) },
});

describe('preferredVersion', () => {
  test.each<readonly [string, Resource, Resource]>([
    [
      'newest lastUpdated',
      observation('o', version('1', '2026-01-02T00:00:00Z')),
      observation('o', version('9', '2026-01-01T00:00:00Z')),
    ],
    [
      'by instant, not by text',
      observation('o', version('1', '2026-01-01T23:00:00-05:00')),
      observation('o', version('9', '2026-01-02T01:00:00Z')),
    ],
    [
      'any lastUpdated before none',
      observation('o', version('1', '2026-01-02T00:00:00Z')),
      observation('o', version('9')),
    ],
    ['highest number, not text', observation('o', version('10')), observation('o', version('9'))],
    ['a number before a text', observation('o', version('1')), observation('o', version('zzz'))],
    ['a text before none', observation('o', version('a')), observation('o')],
    ['the retraction', observation('o', { status: 'entered-in-error' }), observation('o', { status: 'amended' })],
    [
      'the retracted Condition',
      condition('c', { verificationStatus: { coding: [{ code: 'entered-in-error' }] } }),
      condition('c'),
    ],
    [
      'the smaller JSON',
      observation('o', { issued: '2026-01-01T00:00:00Z' }),
      observation('o', { issued: '2026-01-02T00:00:00Z' }),
    ],
  ])('%s, in either order', (_name, winner, loser) => {
    deepFreeze([winner, loser]);
    expect(preferredVersion(winner, loser)).toBe(winner);
    expect(preferredVersion(loser, winner)).toBe(winner);
  });

  test('any number of copies in any order give one winner', () => {
    const copy: fc.Arbitrary<Observation> = fc
      .record({
        versionId: fc.constantFrom('1', '2', '10', 'a', ''),
        lastUpdated: fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00', '2025', 'x'),
        status: fc.constantFrom<Observation['status']>('final', 'entered-in-error'),
        value: fc.integer({ min: 0, max: 2 }),
      })
      .map(({ versionId, lastUpdated, status, value }) =>
        observation('o', { status, valueQuantity: { value }, ...version(versionId, lastUpdated) }),
      );
    fc.assert(
      fc.property(fc.array(copy, { minLength: 1, maxLength: 6 }), fc.infiniteStream(fc.nat()), (copies, random) => {
        const shuffled = copies.map((c) => ({ c, key: random.next().value })).sort((a, b) => a.key - b.key);
        const winner = shuffled.map(({ c }) => c).reduce((a, b) => preferredVersion(a, b));
        expect(canonicalJson(winner)).toBe(canonicalJson(copies.reduce((a, b) => preferredVersion(a, b))));
      }),
    );
  });
});

describe('canonicalJson', () => {
  test.each<readonly [unknown, string]>([
    [{ b: 1, a: [{ d: null, c: 'x' }] }, '{"a":[{"c":"x","d":null}],"b":1}'],
    [JSON.parse('{"z":1,"__proto__":{"y":2,"x":3}}'), '{"__proto__":{"x":3,"y":2},"z":1}'],
    [undefined, 'null'],
  ])('%j', (value, text) => {
    expect(canonicalJson(deepFreeze(value))).toBe(text);
  });

  test('what is nested too deep has no text, and does not crash', () => {
    expect(canonicalJson(JSON.parse('['.repeat(100_000) + ']'.repeat(100_000)))).toBe('');
  });
});
