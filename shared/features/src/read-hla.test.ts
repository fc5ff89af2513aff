import { expect, test } from '@jest/globals';
import { readHla } from './read-hla.ts';

test.each([
  ['HLA-B*57:01 positive', 'carrier'],
  ['HLA-B*5701 not detected', 'not-carrier'],
  ['HLA-B*57:01:01 present', 'carrier'],
  ['HLA-B*58:01 positive', 'other-allele'],
  ['HLA-B*15:02 negative', 'other-allele'],
  ['HLA-B*57:01/*08:01', 'carrier'],
  ['B*08:01, not typed', undefined],
  ['HLA-B*07:02/HLA-B*57:01:01:01', 'carrier'],
  ['hla#3.23.0#HLA-B*15:01:01G+HLA-B*57:01:01G', 'carrier'],
  ['HLA-B*57:01P+HLA-B*44:02P', 'carrier'],
  ['HLA-B*57:03/*44:02', 'not-carrier'],
  ['HLA-B*57:100/*44:02', 'not-carrier'],
  // One field, one allele, possible alleles, an expression suffix: not known.
  ['HLA-B*57/*44:02', undefined],
  ['HLA-B*57:01', undefined],
  ['HLA-B*57:01/HLA-B*57:02+HLA-B*44:02', undefined],
  ['HLA-B*57:01N/*44:02', undefined],
  ['HLA-B*57:XX/*44:02', undefined],
  ['positive', undefined],
])('%s', (text, expected) => {
  expect(readHla(text, 'HLA-B', '*57:01')).toBe(expected);
});
