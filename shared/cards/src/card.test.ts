import { expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { card } from './card.ts';

const fields = { summary: 'Risk 9.2%', indicator: 'info', source: { label: 'S' } } as const;

test('what is empty is left out', () => {
  const built = card({
    ...fields,
    detail: '',
    suggestions: [],
    overrideReasons: [],
    links: [],
    extension: { 'org.example': { a: null, b: [], c: [{}] } },
  });
  expect(built).toStrictEqual({ summary: 'Risk 9.2%', indicator: 'info', source: { label: 'S' } });
});

test('suggestions bring at-most-one, unless any is asked for', () => {
  const suggestions = [{ label: 'Order' }];
  expect(card({ ...fields, suggestions }).selectionBehavior).toBe('at-most-one');
  expect(card({ ...fields, suggestions, selectionBehavior: 'any' }).selectionBehavior).toBe('any');
  expect(card({ ...fields, selectionBehavior: 'any' })).not.toHaveProperty('selectionBehavior');
});

test('a card that breaks a rule is refused with every violation, without its text', () => {
  const build = () =>
    card({ ...fields, summary: 'secret '.repeat(30), links: [{ label: '', url: 'x', type: 'smart' }] });
  expect(build).toThrow(CardwrightError);
  expect(build).toThrow(
    expect.objectContaining({
      code: 'card-invalid',
      details: {
        violations: [
          'summary has 210 characters; fewer than 140',
          'links[0].label is missing',
          'links[0].url is not an absolute URL',
          'card.links[0].label is null or empty',
        ],
      },
    }),
  );
  expect(build).not.toThrow(/secret/);
});
