import { describe, expect, test } from '@jest/globals';
import { decideWith } from './decide.ts';
import { tables } from './tables.ts';

const decide = decideWith(tables['cdc-2022']);
const total = (...items: readonly Record<string, string | number>[]) => decide({}, { items });
const morphine = { opioid: 'morphine', dose_mg: 10, doses_per_day: 2 };

describe('the total of a list', () => {
  test('adds opioids up', () =>
    expect(total(morphine, { opioid: 'oxycodone', dose_mg: 10, doses_per_day: 2 })).toEqual({
      mme_per_day: 50,
      noFactor: 'false',
    }));

  test('is unknown, not smaller, with an opioid that has no factor', () =>
    expect(total(morphine, { opioid: 'buprenorphine', dose_mg: 8, doses_per_day: 1 })).toEqual({ noFactor: 'true' }));

  test.each([
    ['no opioid', 'missing-input', []],
    ['no name', 'missing-input', [{ dose_mg: 10, doses_per_day: 1 }]],
    ['no dose', 'missing-input', [{ opioid: 'morphine', doses_per_day: 1 }]],
    ['no frequency', 'missing-input', [{ opioid: 'morphine', dose_mg: 10 }]],
    ['a patch without its rate', 'missing-input', [{ opioid: 'fentanyl_transdermal' }]],
    ['a patch in mg', 'bad-input', [{ opioid: 'fentanyl_transdermal', dose_mg: 1, doses_per_day: 1 }]],
    ['tablets by the hour', 'bad-input', [{ opioid: 'morphine', dose_mcg_per_h: 25 }]],
  ])('is refused for %s', (_, code, items) => {
    expect(() => decide({}, { items })).toThrow(expect.objectContaining({ code }));
  });

  test('of 2016 is refused for a dose of methadone between two bands', () => {
    const items = [{ opioid: 'methadone', dose_mg: 20.5, doses_per_day: 1 }];
    expect(() => decideWith(tables['cdc-2016'])({}, { items })).toThrow(
      expect.objectContaining({ code: 'not-computable' }),
    );
  });
});
