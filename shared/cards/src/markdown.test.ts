import { expect, test } from '@jest/globals';
import { bullets } from './bullets.ts';
import { markdown, paragraphs, raw } from './markdown.ts';
import { table } from './table.ts';

test('interpolations are escaped unless they are raw', () => {
  expect(markdown`**${'*x*'}** ${raw('**y**')} ${3}`).toBe('**\\*x\\*** **y** 3');
});

test('paragraphs leave out what is empty', () => {
  expect(paragraphs('a', '', undefined, ' ', 'b')).toBe('a\n\nb');
});

test('a table cell cannot break the table', () => {
  expect(table(['A', 'B'], [['x|y\nz'], [raw('**k**'), 2]])).toBe(
    '| A | B |\n| --- | --- |\n| x\\|y z |  |\n| **k** | 2 |',
  );
  expect(table(['A'], [])).toBe('');
});

test('bullets', () => {
  expect(bullets(['- a', raw('**b**')])).toBe('- \\- a\n- **b**');
});
