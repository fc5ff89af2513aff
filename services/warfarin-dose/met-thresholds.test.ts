import { describe, expect, test } from '@jest/globals';
import { metThresholds } from './met-thresholds.ts';

const ids = (facts: Parameters<typeof metThresholds>[0]) => metThresholds(facts).map(({ id }) => id);
const variant = 'iwpc-pharmacogenetic';

describe('metThresholds', () => {
  test.each([
    [0.1, 'iwpc-low-dose'],
    [20.999999, 'iwpc-low-dose'],
    [21, 'iwpc-low-dose'],
    [21.000001, 'iwpc-intermediate-dose'],
    [48.999999, 'iwpc-intermediate-dose'],
    [49, 'iwpc-high-dose'],
    [49.000001, 'iwpc-high-dose'],
  ])('%d mg a week is %s', (weeklyDoseMg, id) => {
    expect(ids({ weeklyDoseMg, variant: 'iwpc-clinical' })).toEqual([id]);
  });

  test.each([
    ['*2/*3', true],
    ['*3/*3', true],
    ['*2/*2', false],
    ['*1/*3', false],
    ['unknown', false],
    [null, false],
  ])('CYP2C9 %s: poor metaboliser %s', (cyp2c9, expected) => {
    expect(ids({ weeklyDoseMg: 30, cyp2c9, variant }).includes('cpic-cyp2c9-poor-metaboliser')).toBe(expected);
  });

  test('the note on untested alleles needs recorded Black race and a genotype', () => {
    expect(ids({ weeklyDoseMg: 30, race: 'black', variant })).toContain('cpic-untested-alleles');
    expect(ids({ weeklyDoseMg: 30, race: 'white', variant })).not.toContain('cpic-untested-alleles');
    expect(ids({ weeklyDoseMg: 30, race: 'black', variant: 'iwpc-clinical' })).not.toContain('cpic-untested-alleles');
  });

  test('every threshold names its source', () => {
    const met = metThresholds({ weeklyDoseMg: 30, cyp2c9: '*3/*3', race: 'black', variant });
    expect(met).toHaveLength(3);
    expect(met.every(({ source }) => /2009|2017/.test(source))).toBe(true);
  });
});
