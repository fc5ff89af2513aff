import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

test.each([
  [{ inputs: {} }, 'cdc-2022'],
  [{ inputs: { factorSet: 'cdc-2016' } }, 'cdc-2016'],
  [{ inputs: {}, model: 'cdc-2016' }, 'cdc-2016'],
])('%j is answered by %s', (request, variant) => expect(chooseVariant(request).variant).toBe(variant));

test('another table is not known', () =>
  expect(() => chooseVariant({ inputs: {}, model: 'cdc-1999' })).toThrow(
    expect.objectContaining({ code: 'unknown-model' }),
  ));
