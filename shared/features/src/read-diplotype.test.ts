import { expect, test } from '@jest/globals';
import { readDiplotype } from './read-diplotype.ts';

const alleles = { Reference: ['*1'], 'c.1905+1G>A (*2A)': ['c.1905+1G>A', '*2A'], 'c.2846A>T': [] };

test.each([
  ['Reference/c.2846A>T', 'Reference/c.2846A>T'],
  ['c.2846A>T/c.1905+1G>A (*2A)', 'c.1905+1G>A (*2A)/c.2846A>T'],
  ['DPYD *2A | *1', 'Reference/c.1905+1G>A (*2A)'],
  ['c.1905+1g>a/c.1905+1G>A', 'c.1905+1G>A (*2A)/c.1905+1G>A (*2A)'],
  ['DPYD*2A', undefined],
  ['*1/*2A/*2A', undefined],
  ['*1/*99', undefined],
  ['poor metabolizer', undefined],
  ['', undefined],
])('%s', (text, expected) => {
  expect(readDiplotype(text, 'DPYD', alleles)).toBe(expected);
});
