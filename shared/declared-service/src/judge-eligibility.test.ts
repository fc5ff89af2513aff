import { describe, expect, test } from '@jest/globals';
import type { EligibilityRule, Feature } from '@cardwright/cds-service';
import { judgeEligibility } from './judge-eligibility.ts';
import { present, vectorWith } from './testing/tiny-files.ts';

const absent: Feature = { status: 'absent', reason: 'query-failed', references: [] };
const rule = (more: Partial<EligibilityRule>): EligibilityRule => ({ feature: 'age', otherwise: 'No.', ...more });

describe('a rule holds', () => {
  const rows: readonly (readonly [string, EligibilityRule, Feature, boolean])[] = [
    ['at the lower end', rule({ from: 18, to: 80 }), present(18), true],
    ['below it', rule({ from: 18, to: 80 }), present(17), false],
    ['at the upper end', rule({ from: 18, to: 80 }), present(80), true],
    ['above it', rule({ from: 18, to: 80 }), present(81), false],
    ['for 0 as for any number', rule({ from: 0 }), present(0), true],
    ['with only an upper end', rule({ to: 1 }), present(2), false],
    ['for a listed category', rule({ is: ['IMP', 'EMER'] }), present('EMER'), true],
    ['not for another', rule({ is: ['IMP', 'EMER'] }), present('AMB'), false],
    ['for a listed no', rule({ is: [false] }), present(false), true],
    ['not for a yes', rule({ is: [false] }), present(true), false],
    ['not for a text where a number is meant', rule({ from: 1 }), present('old'), false],
  ];
  test.each(rows)('%s', (_name, given, feature, holds) => {
    const { outside, unknown } = judgeEligibility([given], vectorWith({ age: feature }));
    expect({ outside, unknown }).toEqual({ outside: holds ? [] : ['No.'], unknown: [] });
  });
});

describe('an absent feature', () => {
  const rows: readonly (readonly [EligibilityRule['whenUnknown'], number, number])[] = [
    [undefined, 0, 1],
    ['insufficient-data', 0, 1],
    ['not-applicable', 1, 0],
    ['proceed', 0, 0],
  ];
  test.each(rows)('whenUnknown %s: %d outside, %d unknown', (whenUnknown, outside, unknown) => {
    const given = rule({ from: 18, ...(whenUnknown === undefined ? {} : { whenUnknown }) });
    const judged = judgeEligibility([given], vectorWith({ age: absent }));
    expect([judged.outside.length, judged.unknown.length]).toEqual([outside, unknown]);
    if (unknown === 1) expect(judged.unknown).toEqual([{ feature: 'age', reason: 'query-failed', required: true }]);
  });

  test('of two rules is named once, and does not hide that somebody is outside by another', () => {
    const rules = [
      rule({ from: 18 }),
      rule({ to: 80 }),
      rule({ feature: 'deceased', is: [false], otherwise: 'Died.' }),
    ];
    const judged = judgeEligibility(rules, vectorWith({ age: absent, deceased: present(true) }));
    expect(judged.outside).toEqual(['Died.']);
    expect(judged.unknown).toHaveLength(1);
  });
});
