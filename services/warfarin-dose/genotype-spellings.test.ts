import { describe, expect, test } from '@jest/globals';
import { cyp2c9Diplotypes, vkorc1Genotypes } from './coefficients.ts';
import { cyp2c9Spellings, vkorc1Spellings } from './genotype-spellings.ts';

const meaningOf = (table: typeof vkorc1Spellings, call: string) =>
  Object.entries(table).flatMap(([value, { spellings }]) => (spellings.includes(call) ? [value] : []));

describe('genotype spellings', () => {
  test.each([
    ['VKORC1 rs9923231 C/T', 'AG'],
    ['VKORC1 rs9923231 C/C', 'GG'],
    ['T/T', 'AA'],
    ['G/A', 'AG'],
    ['GG', 'GG'],
    ['VKORC1 -1639G>A A/A', 'AA'],
    ['VKORC1 c.-1639G>A G/A', 'AG'],
  ])('VKORC1 %s is %s and nothing else', (call, value) => {
    expect(meaningOf(vkorc1Spellings, call)).toEqual([value]);
  });

  test.each([
    ['CYP2C9*1/*1', '*1/*1'],
    ['*3/*1', '*1/*3'],
    ['CYP2C9 *2/*3', '*2/*3'],
  ])('CYP2C9 %s is %s and nothing else', (call, value) => {
    expect(meaningOf(cyp2c9Spellings, call)).toEqual([value]);
  });

  test.each(['*1/*5', '*6/*8', '*1', 'C/T'])('CYP2C9 %s is none of the model’s diplotypes', (call) => {
    expect(meaningOf(cyp2c9Spellings, call)).toEqual([]);
  });

  test('the tables hold exactly the categories of the formula', () => {
    expect(Object.keys(vkorc1Spellings)).toEqual([...vkorc1Genotypes]);
    expect(Object.keys(cyp2c9Spellings)).toEqual([...cyp2c9Diplotypes]);
  });
});
