import { expect, test } from '@jest/globals';
import { escapeMarkdown } from './escape-markdown.ts';

test.each([
  ['<script>alert(1)</script>', '&lt;script>alert(1)&lt;/script>'],
  ['[click](https://evil.example)', '\\[click\\](https:\u200b//evil.example)'],
  ['www.evil.example', 'www\u200b.evil.example'],
  ['a@b.example', 'a@\u200bb.example'],
  ['*1/*3', '\\*1/\\*3'],
  ['a | b', 'a \\| b'],
  ['`x` _y_ ~z~ \\', '\\`x\\` \\_y\\_ \\~z\\~ \\\\'],
  ['# heading', '\\# heading'],
  ['- item', '\\- item'],
  ['1. item', '1\u200b. item'],
  ['1.5 mg', '1.5 mg'],
  ['12) item', '12\u200b) item'],
  ['1.', '1\u200b.'],
  [' - item', ' \\- item'],
  ['<0.1%, < 3, <= 4, P & T', '<0.1%, < 3, <= 4, P & T'],
  ['ends in <', 'ends in &lt;'],
  ['ends in &', 'ends in &amp;'],
  ['> quote', '\\> quote'],
  ['&lt;b&gt;', '&amp;lt;b&amp;gt;'],
  ['two\r\n\nlines\there', 'two lines here'],
  ['bell\u0007 rtl\u202e end', 'bell rtl end'],
  ['Ångström, 37.5 °C', 'Ångström, 37.5 °C'],
])('%j', (text, expected) => {
  expect(escapeMarkdown(text)).toBe(expected);
});

test('long text is cut by code points before it is escaped', () => {
  expect(escapeMarkdown('𝒳'.repeat(201))).toBe(`${'𝒳'.repeat(199)}…`);
  expect(escapeMarkdown('𝒳'.repeat(200))).toBe('𝒳'.repeat(200));
  expect(escapeMarkdown('****', 3)).toBe('\\*\\*…');
});

test('text without anything to escape takes a short cut to the same result', () => {
  // An `@` at the end sends the same text the long way.
  const theLongWay = (text: string) => escapeMarkdown(`${text}@`).replace(/@\u200b$/, '');
  const units = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit));
  const starts = ['', ' ', '1', '12', ' 1', 'w', 'ww', 'www', ':', ':/', 'a', 'a ', '<', 'a <', 'é'];
  const texts = units.flatMap((unit) => starts.map((start) => `${start}${unit} b`));
  const second = ['.', ')', '/', '.x', ') x', '//', ' '].flatMap((next) => starts.map((start) => `${start}${next} b`));
  expect([...texts, ...second].filter((text) => escapeMarkdown(text) !== theLongWay(text))).toEqual([]);
});
