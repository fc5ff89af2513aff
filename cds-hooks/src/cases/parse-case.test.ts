import { expect, test } from '@jest/globals';
import { parseCase } from './parse-case.ts';

const good = {
  name: 'x',
  asOf: '2026-03-02T09:00:00Z',
  hook: 'patient-view',
  context: {},
  prefetch: {},
  expect: { outcome: 'failed' },
};

test('a case is what its schema says', () => {
  expect(parseCase(good)).toBe(good);
});

test.each([
  ['null', null, '/'],
  ['a list', [good], '/'],
  ['no name', { ...good, name: undefined }, 'name'],
  ['a misspelt expectation', { ...good, expect: { outcome: 'failed', card: [] } }, '/expect'],
  [
    'a misspelt member of a card',
    { ...good, expect: { outcome: 'failed', cards: [{ summary: 'x' }] } },
    '/expect/cards/0',
  ],
  ['an outcome that there is not', { ...good, expect: { outcome: 'fine' } }, '/expect/outcome'],
  ['a tolerance of nothing', { ...good, expect: { outcome: 'failed', tolerance: 0 } }, '/expect/tolerance'],
])('refused with its path: %s', (_name, value, path) => {
  expect(() => parseCase(value)).toThrow(
    expect.objectContaining({ code: 'bad-service', message: expect.stringContaining(path) }),
  );
});
