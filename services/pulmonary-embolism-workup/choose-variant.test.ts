import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

const inputs = { heart_rate: 101 };

test.each([
  [{ inputs }, 'wells-pe'],
  [{ inputs, reference: 'perc' }, 'perc'],
  [{ inputs, reference: 'geneva-revised', model: 'geneva-revised-range' }, 'geneva-revised-range'],
  [{ inputs, reference: 'wells-dvt' }, 'wells-dvt'],
])('case %#', (request, variant) => {
  expect(chooseVariant(request).variant).toBe(variant);
});

test.each([
  { inputs, model: 'perc' },
  { inputs, model: 'wells-pe', reference: 'perc' },
  { inputs, reference: 'meld' },
])('a variant of another reference is refused, case %#', (request) => {
  expect(() => chooseVariant(request)).toThrow(expect.objectContaining({ code: 'unknown-model' }));
});
