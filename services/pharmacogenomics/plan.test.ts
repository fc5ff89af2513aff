import { expect, test } from '@jest/globals';
import { predictionsFor, signing } from './call.fixture.ts';

test('rows that CPIC has replaced are not asked for, the phenotypes are', () => {
  const predictions = predictionsFor(signing(['azathioprine'], { tpmt: '*2/*3A', nudt15: '*1/*1' }));
  expect(predictions.map(({ variant }) => variant)).toEqual(['diplotype-to-phenotype', 'diplotype-to-phenotype']);
});
