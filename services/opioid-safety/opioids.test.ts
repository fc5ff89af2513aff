import { describe, expect, test } from '@jest/globals';
import { allOpioids, opioids } from './opioids.ts';
import strengths from './product-strengths.json' with { type: 'json' };
import { tables } from './tables.ts';

const products = Object.entries(strengths.products);

describe('opioids', () => {
  test('are the rows of the table', () =>
    expect(opioids.map(({ id }) => id)).toEqual(Object.keys(tables['cdc-2022'].factors)));

  test.each(products)('the strength of product %s is the one that its name prints', (code, product) => {
    const { display, opioid } = product;
    const ingredient = opioid === 'fentanyl_transdermal' ? 'fentanyl' : opioid;
    const printed = new RegExp(`(?<![a-z])${ingredient}(?: [a-z]+)? ([\\d.]+) MG`).exec(display)?.[1];
    expect('mg' in product ? product.mg : product.ugPerHour / 1000).toBeCloseTo(Number(printed), 9);
    const codes = opioids.find(({ id }) => id === opioid)?.rules.codes.codes ?? [];
    expect(codes).toContainEqual(expect.objectContaining({ code, display }));
  });

  test('buprenorphine is none of them', () => expect(allOpioids.names).not.toContain('buprenorphine'));
});
