import { expect, test } from '@jest/globals';
import { csvLine } from './csv-line.ts';
import { parseCsvLine } from './parse-csv-line.ts';

test.each([
  [['a', 'b', 'c'], 'a,b,c\n'],
  [['a,b', 'say "x"', ''], '"a,b","say ""x""",\n'],
  [[''], '\n'],
  [['', '', '1'], ',,1\n'],
])('%j there and back', (cells, line) => {
  expect(csvLine(cells)).toBe(line);
  expect(parseCsvLine(line.slice(0, -1))).toEqual(cells);
});
test.each(['"open', 'a,"b" c', '"a"b'])('%j is no line of CSV', (line) => {
  expect(parseCsvLine(line)).toBeUndefined();
});
