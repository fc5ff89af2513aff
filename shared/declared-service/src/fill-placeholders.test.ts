import { expect, test } from '@jest/globals';
import { fillPlaceholders, unknownPlaceholders } from './fill-placeholders.ts';

const lookup = (name: string): string | undefined => ({ output: '12%', 'feature:a': '*1/*3' })[name];

const rows: readonly (readonly [string, string])[] = [
  ['risk {output}', 'risk 12%'],
  ['{output}{output}', '12%12%'],
  ['{{output}} is {output}', '{output} is 12%'],
  ['{{{output}}}', '{12%}'],
  ['nothing', 'nothing'],
  ['{feature:a}', '[*1/*3]'],
];
test.each(rows)('%s', (template, filled) => {
  const escape = (text: string) => (text.includes('*') ? `[${text}]` : text);
  expect(fillPlaceholders(template, lookup, escape)).toBe(filled);
});

test('what a value holds is not filled in again', () => {
  expect(fillPlaceholders('{output}', () => '{output}')).toBe('{output}');
});

test('unknown placeholders are found, and never printed as nothing', () => {
  expect(unknownPlaceholders('{output} {typo} {{fine}} {}', lookup)).toEqual(['typo', '']);
  expect(() => fillPlaceholders('{typo}', lookup)).toThrow('{typo}');
});
