import { describe, expect, test } from '@jest/globals';
import type { Contribution, Explanation } from '@cardwright/cds-service';
import { contributionsInWords } from './contributions-in-words.ts';

const inputs = {
  sbp: { label: 'Systolic pressure', unit: 'mm[Hg]' },
  smoking: { label: 'Smoking', unit: '{boolean}', words: { true: 'current', false: 'none' } },
  allele: { label: 'CYP2C9', unit: '{category}' },
};
const explain = (contributions: readonly Contribution[], scale: Explanation['scale'] = 'logit'): Explanation => ({
  output: 'risk',
  scale,
  base: 0,
  link: 0,
  contributions,
  method: 'exact-enumeration',
});
const item = (
  input: string,
  contribution: number,
  value: Contribution['value'] = 2,
  reference: Contribution['reference'] = 1,
) => ({
  input,
  value,
  reference,
  contribution,
});
const lines = (text: string) => text.split('\n').filter((line) => line.startsWith('- '));

test('largest first, direction, share, values in words; small ones are merged', () => {
  const text = contributionsInWords(
    explain([
      item('sbp', 0.5, 150, 130),
      item('smoking', -0.4, false, true),
      item('x', 0.04),
      item('y_1', -0.03),
      item('z', 0.03),
    ]),
    { inputs },
  );
  expect(lines(text)).toEqual([
    '- **Systolic pressure: 150 mmHg** (reference 130 mmHg): raises the estimate, 50% of the movement (largest part)',
    '- **Smoking: none** (reference current): lowers the estimate, 40% of the movement',
    '- 3 smaller movements (x, y\\_1, z): together raise the estimate, 10% of the movement',
  ]);
  expect(text).toMatch(/log-odds scale; they describe the model, not causes\.$/);
  expect(text).not.toMatch(/because|caus(?!es\.)|due to|leads to/i);
});

test('one left-over keeps its own name; what does not move is not named', () => {
  const text = contributionsInWords(explain([item('sbp', 1), item('x', 0.001), item('y', 0)]), { inputs });
  expect(lines(text)).toHaveLength(2);
  expect(text).toContain('**x: 2** (reference 1): raises the estimate, <1% of the movement');
});

test('no more lines than asked for', () => {
  const items = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name) => item(name, 1));
  expect(lines(contributionsInWords(explain(items), { inputs, maxLines: 3 }))).toHaveLength(4);
  expect(contributionsInWords(explain(items), { inputs, maxLines: 3 })).toContain('5 smaller movements');
});

test('on the output’s own scale the movement itself is printed', () => {
  const text = contributionsInWords(explain([item('sbp', -3, 150, 130)], 'identity'), {
    inputs,
    outputUnit: '{score}',
  });
  expect(lines(text)).toEqual([
    '- **Systolic pressure: 150 mmHg** (reference 130 mmHg): lowers the estimate by 3 points, 100% of the movement (largest part)',
  ]);
});

test('absent values and chart text are words and text', () => {
  const text = contributionsInWords(explain([item('allele', 1, '*1/*3', null)]), { inputs });
  expect(text).toContain('**CYP2C9: \\*1/\\*3** (reference not recorded)');
});

test('the reference patient is told so', () => {
  expect(contributionsInWords(explain([]), { inputs })).toMatch(/^Every input equals that of the reference patient/);
});

test('a sampled explanation is called an estimate, with how far it may be off', () => {
  const sampled = { ...explain([item('sbp', 3), item('x', -1)]), method: 'sampled-permutations' } as const;
  expect(contributionsInWords({ ...sampled, standardError: 0.05 }, { inputs })).toMatch(
    /They are an estimate from sampled orders of the inputs: a share may be off by about 3 percentage points\.$/,
  );
  expect(contributionsInWords({ ...sampled, standardError: 0.001 }, { inputs })).toMatch(/about 1 percentage point\.$/);
  expect(contributionsInWords(explain([item('sbp', 3)]), { inputs })).not.toContain('estimate from');
});

test('an explanation of the number before its calibration table says so', () => {
  const before = { ...explain([item('sbp', 3)]), beforeCalibration: true } as const;
  expect(contributionsInWords(before, { inputs })).toMatch(/They explain the model before its calibration table\.$/);
});

test('what the model assumed is not shown as measured', () => {
  const imputed = { value: 120, statistic: 'median', source: 'test', by: 'engine' } as const;
  const text = contributionsInWords(explain([{ ...item('sbp', -0.5, null, 130), imputed }]), { inputs });
  expect(text).toContain(
    '**Systolic pressure: not available, population median 120 mmHg assumed** (reference 130 mmHg): lowers the estimate',
  );
});

describe('a player of several inputs', () => {
  const member = (input: string, value: Contribution['value'], reference: Contribution['reference']) => ({
    input,
    value,
    reference,
  });
  const say = (members: readonly ReturnType<typeof member>[], player = 'ward') =>
    contributionsInWords(explain([{ ...item(player, 1, null, null), members }]), {
      inputs: {
        ...inputs,
        ward: { label: 'Ward', unit: '{category}', words: { ward_icu: 'intensive care' } },
        ward_er: { label: 'emergency', unit: '{boolean}' },
      },
    }).split(':', 2)[1];

  test('one-hot columns are the one that is on, by its words, its label or its name', () => {
    expect(say([member('ward_icu', true, false), member('ward_er', false, true)])).toBe(
      ' intensive care** (reference emergency)',
    );
    expect(say([member('ward_icu', 0, 0), member('w_x', 1, 0)])).toBe(' w\\_x** (reference none of those listed)');
    expect(say([member('ward_icu', null, true), member('ward_er', null, true)])).toBe(
      ' not recorded** (reference intensive care, emergency)',
    );
  });

  test('a value and its missing indicator are the value', () => {
    const members = [member('sbp', null, 130), member('sbp_missing', true, false)];
    expect(say(members, 'sbp')).toBe(' not recorded** (reference not recorded)');
  });

  test('other inputs are named one by one', () => {
    expect(say([member('sbp', 150, 130), member('smoking', true, null)], 'both')).toBe(
      ' Systolic pressure 150 mmHg, Smoking current** (reference Systolic pressure 130 mmHg, Smoking not recorded)',
    );
  });
});
