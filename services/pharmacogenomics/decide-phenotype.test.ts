import { describe, expect, test } from '@jest/globals';
import { decidePhenotype } from './decide-phenotype.ts';
import { phenotypeTable } from './tables.ts';

const decide = (gene: string, diplotype: string) => decidePhenotype({ gene, diplotype }, {});
const pairs = Object.entries(phenotypeTable.genes).flatMap(([gene, { alleles }]) =>
  Object.keys(alleles).flatMap((a) => Object.keys(alleles).map((b) => ({ gene, a, b }))),
);

describe('every pair of alleles of the table', () => {
  test('has a phenotype, the same in either order', () => {
    expect(pairs.length).toBeGreaterThan(15_000);
    for (const { gene, a, b } of pairs) expect(decide(gene, `${a}/${b}`)).toEqual(decide(gene, `${b}/${a}`));
  });

  test('with an allele of uncertain or unknown function is never normal, rapid or ultrarapid', () => {
    const open = pairs.filter(({ gene, a, b }) =>
      [a, b].some((one) => /^(Uncertain|Unknown|n\/a)/.test(phenotypeTable.genes[gene]?.alleles[one] ?? '')),
    );
    expect(open.length).toBeGreaterThan(1000);
    for (const { gene, a, b } of open)
      expect(String(decide(gene, `${a}/${b}`)['phenotype'])).toMatch(/^(Indeterminate|Possible )/);
  });
});

test('of more than two variants the two lowest activity values count', () => {
  expect(decide('DPYD', 'Reference/c.2846A>T/c.1905+1G>A (*2A)')).toEqual({
    phenotype: 'Poor Metabolizer',
    activity_score: '0.5',
  });
});

test.each([
  ['CYP2D6', '*1/*1'],
  ['CYP2C19', '*1'],
  ['CYP2C19', '*1/*99'],
  ['CYP2C19', ''],
])('%s %s is refused', (gene, diplotype) => {
  expect(() => decide(gene, diplotype)).toThrow(expect.objectContaining({ code: 'bad-input' }));
});
