import { expect, test } from '@jest/globals';
import { chooseVariant } from './choose-variant.ts';

test.each([{}, { model: 'plcom2012' }, { reference: 'plcom2012' }, { model: 'validation' }])(
  'one variant, case %#',
  (rest) => {
    expect(chooseVariant({ inputs: { age: 60 }, ...rest })).toEqual({
      variant: 'plcom2012',
      inputs: { age: 60 },
      dropped: [],
    });
  },
);

test.each([{ model: 'plcom2012norace' }, { reference: 'kfre' }])('others are refused, case %#', (rest) => {
  expect(() => chooseVariant({ inputs: {}, ...rest })).toThrow(expect.objectContaining({ code: 'unknown-model' }));
});
