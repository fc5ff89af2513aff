import { expect, test } from '@jest/globals';
import { parseGolden } from './parse-golden.ts';

const row = { id: 'row-1', inputs: { age: 61, creatinine: null }, expected: { risk: 0.1 }, source: 'scikit-learn' };
const parse = (json: unknown) => parseGolden('models/main.golden.json', json);

test('a vector without a tolerance gets that of a float32 export, one with it keeps its own', () => {
  const read = parse([row, { ...row, id: 'row-2', tolerance: 1e-9 }]);
  expect(read.ok && read.value.map(({ tolerance }) => tolerance)).toEqual([1e-4, 1e-9]);
});

test.each([
  ['no rows', [], /no golden vectors.*the trainer computed/],
  ['no list', {}, /must be array/],
  ['a row without a source', [{ ...row, source: undefined }], /lacks "source"/],
  ['a row that expects nothing', [{ ...row, expected: {} }], /0.expected/],
  ['a row still to be written', [{ ...row, source: 'TODO: tool' }], /0.source is still to be written: tool/],
])('%s is refused in words', (_name, json, words) => {
  const read = parse(JSON.parse(JSON.stringify(json)));
  expect(read.ok ? '' : read.problems.map(({ message }) => message).join()).toMatch(words);
});
